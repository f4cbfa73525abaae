/* Preloaded into the tortured program: writes down every change below one folder, or refuses it.
 *
 * It does nothing until trace_begin or refuse_begin is called. What it writes down is read by
 * torture/tracing.py: a head, then a path or data, then a second path.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

enum { CREATE = 1, WRITE, CUT, SYNC, SYNC_FOLDER, UNLINK, RENAME, MARK, LINK };
/* What may be refused. */
enum { GROWING = 1, WRITING = 2, OPENING = 4, SYNCING = 8, NAMING = 16, CUTTING = 32, MAKING = 64 };

struct head {
    uint64_t kind, inode, offset, first, second;
};

static char root[PATH_MAX];
static size_t root_length;
static int out = -1;
static int no_folders;
static long countdown = -1;
static int kinds, reason, for_good, refused;

void trace_begin(const char *folder, const char *trace, int folders_cannot_be_opened) {
    root_length = strlen(strcpy(root, folder));
    no_folders = folders_cannot_be_opened;
    out = syscall(SYS_openat, AT_FDCWD, trace, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

/* Refuse one change of these kinds, the one after `after` others; all later ones too if `forever`. */
void refuse_begin(const char *folder, long after, int of_kinds, int with, int forever) {
    root_length = strlen(strcpy(root, folder));
    countdown = after;
    kinds = of_kinds;
    reason = with;
    for_good = forever;
    refused = 0;
}

void refuse_end(void) { countdown = -1; }

int refused_so_far(void) { return refused; }

static void note(uint64_t kind, uint64_t inode, uint64_t offset, const void *first, size_t length,
                 const char *second) {
    if (out < 0)
        return;
    size_t rest = second ? strlen(second) : 0;
    struct head head = {kind, inode, offset, length, rest};
    struct iovec parts[3] = {
        {&head, sizeof head}, {(void *)first, length}, {(void *)second, rest}};
    syscall(SYS_writev, out, parts, 3);
}

void trace_mark(long number) { note(MARK, 0, number, "", 0, NULL); }

static int below(const char *path) {
    return root_length && !strncmp(path, root, root_length) &&
           (path[root_length] == '/' || !path[root_length]);
}

/* The whole path of a name; 0 where it is none of ours. */
static int placed(int folder, const char *name, char *path) {
    if (!root_length || !name)
        return 0;
    if (name[0] == '/') {
        if (strlen(name) >= PATH_MAX)
            return 0;
        strcpy(path, name);
    } else {
        char link[64];
        ssize_t length;
        if (folder == AT_FDCWD)
            strcpy(link, "/proc/self/cwd");
        else
            snprintf(link, sizeof link, "/proc/self/fd/%d", folder);
        length = syscall(SYS_readlink, link, path, PATH_MAX - 1);
        if (length < 0 || length + strlen(name) + 2 > PATH_MAX)
            return 0;
        path[length] = '/';
        strcpy(path + length + 1, name);
    }
    return below(path);
}

/* Whether an open file lies below the folder, removed since or not; `found` says what it is. */
static int ours(int fd, struct stat *found) {
    char link[64], path[PATH_MAX];
    if (!root_length || fd == out)
        return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = syscall(SYS_readlink, link, path, sizeof path - 1);
    if (length < 0)
        return 0;
    path[length] = 0;
    return below(path) && !fstat(fd, found);
}

static int refuses(int kind) {
    if (countdown < 0 || !(kinds & kind))
        return 0;
    if (countdown > 0) {
        countdown--;
        return 0;
    }
    if (!for_good)
        countdown = -1;
    refused++;
    errno = reason;
    return 1;
}

#define NEXT(name, type) static type next; if (!next) next = (type)dlsym(RTLD_NEXT, name)
typedef int (*opener)(int, const char *, int, ...);
typedef ssize_t (*writer)(int, const void *, size_t);
typedef ssize_t (*placer)(int, const void *, size_t, off_t);
typedef int (*cutter)(int, off_t);
typedef int (*naming_cutter)(const char *, off_t);
typedef int (*syncer)(int);
typedef int (*remover)(int, const char *, int);
typedef int (*linker)(const char *, const char *);
typedef int (*renamer)(int, const char *, int, const char *);

static int opened(int folder, const char *name, int flags, mode_t mode) {
    NEXT("openat", opener);
    char path[PATH_MAX];
    struct stat before, after;
    if (!placed(folder, name, path))
        return next(folder, name, flags, mode);
    int was_there = !fstatat(folder, name, &before, 0);
    if (no_folders && was_there && S_ISDIR(before.st_mode)) {
        errno = EACCES;
        return -1;
    }
    int writes = (flags & O_ACCMODE) != O_RDONLY;
    if ((writes && refuses(OPENING)) || ((flags & O_CREAT) && !was_there && refuses(MAKING)))
        return -1;
    int fd = next(folder, name, flags, mode);
    if (fd < 0 || fstat(fd, &after))
        return fd;
    if ((flags & O_CREAT) && !was_there)
        note(CREATE, after.st_ino, 0, path, strlen(path), NULL);
    else if ((flags & O_TRUNC) && writes)
        note(CUT, after.st_ino, 0, "", 0, NULL);
    return fd;
}

#define MODE(last) mode_t mode = 0; if (flags & (O_CREAT | O_TMPFILE)) { \
    va_list rest; va_start(rest, last); mode = va_arg(rest, int); va_end(rest); }

int open(const char *name, int flags, ...) { MODE(flags) return opened(AT_FDCWD, name, flags, mode); }
int open64(const char *name, int flags, ...) { MODE(flags) return opened(AT_FDCWD, name, flags, mode); }
int openat(int at, const char *name, int flags, ...) { MODE(flags) return opened(at, name, flags, mode); }
int openat64(int at, const char *name, int flags, ...) { MODE(flags) return opened(at, name, flags, mode); }
int creat(const char *name, mode_t mode) { return opened(AT_FDCWD, name, O_CREAT | O_WRONLY | O_TRUNC, mode); }

/* How much of a write is let through; -1 for none. A disk that fills up takes the first half. */
static ssize_t allowed(const struct stat *file, off_t at, size_t length) {
    int grows = at + (off_t)length > file->st_size;
    if (refuses(WRITING))
        return -1;
    if (!grows || !refuses(GROWING))
        return length;
    return refused == 1 && length > 1 ? (ssize_t)(length / 2) : -1;
}

ssize_t write(int fd, const void *data, size_t length) {
    NEXT("write", writer);
    struct stat file;
    if (!ours(fd, &file))
        return next(fd, data, length);
    int flags = fcntl(fd, F_GETFL);
    off_t at = flags & O_APPEND ? file.st_size : lseek(fd, 0, SEEK_CUR);
    ssize_t part = allowed(&file, at, length);
    if (part < 0)
        return -1;
    ssize_t written = next(fd, data, part);
    if (written > 0)
        note(WRITE, file.st_ino, at, data, written, NULL);
    return written;
}

ssize_t pwrite(int fd, const void *data, size_t length, off_t at) {
    NEXT("pwrite", placer);
    struct stat file;
    if (!ours(fd, &file))
        return next(fd, data, length, at);
    ssize_t part = allowed(&file, at, length);
    if (part < 0)
        return -1;
    ssize_t written = next(fd, data, part, at);
    if (written > 0)
        note(WRITE, file.st_ino, at, data, written, NULL);
    return written;
}
ssize_t pwrite64(int fd, const void *data, size_t length, off_t at) { return pwrite(fd, data, length, at); }

static int shortened(int fd, off_t size) {
    NEXT("ftruncate", cutter);
    struct stat file;
    if (!ours(fd, &file))
        return next(fd, size);
    if (refuses(CUTTING) || (size > file.st_size && refuses(GROWING)))
        return -1;
    int failed = next(fd, size);
    if (!failed)
        note(CUT, file.st_ino, size, "", 0, NULL);
    return failed;
}
int ftruncate(int fd, off_t size) { return shortened(fd, size); }
int ftruncate64(int fd, off_t size) { return shortened(fd, size); }

int truncate(const char *name, off_t size) {
    NEXT("truncate", naming_cutter);
    char path[PATH_MAX];
    struct stat file;
    if (!placed(AT_FDCWD, name, path) || stat(name, &file))
        return next(name, size);
    if (refuses(CUTTING))
        return -1;
    int failed = next(name, size);
    if (!failed)
        note(CUT, file.st_ino, size, "", 0, NULL);
    return failed;
}
int truncate64(const char *name, off_t size) { return truncate(name, size); }

static int synced(int fd, syncer next) {
    struct stat file;
    if (!ours(fd, &file))
        return next(fd);
    if (refuses(SYNCING))
        return -1;
    int failed = next(fd);
    if (failed)
        return failed;
    char link[64], path[PATH_MAX];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = syscall(SYS_readlink, link, path, sizeof path);
    note(S_ISDIR(file.st_mode) ? SYNC_FOLDER : SYNC, file.st_ino, 0, path, length, NULL);
    return 0;
}
int fsync(int fd) { NEXT("fsync", syncer); return synced(fd, next); }
int fdatasync(int fd) { NEXT("fdatasync", syncer); return synced(fd, next); }

int unlinkat(int folder, const char *name, int flags) {
    NEXT("unlinkat", remover);
    char path[PATH_MAX];
    struct stat file;
    if (!placed(folder, name, path) || fstatat(folder, name, &file, AT_SYMLINK_NOFOLLOW))
        return next(folder, name, flags);
    if (refuses(NAMING))
        return -1;
    int failed = next(folder, name, flags);
    if (!failed)
        note(UNLINK, file.st_ino, 0, path, strlen(path), NULL);
    return failed;
}
int unlink(const char *name) { return unlinkat(AT_FDCWD, name, 0); }

int renameat(int from, const char *name, int to, const char *new_name) {
    NEXT("renameat", renamer);
    char path[PATH_MAX], new_path[PATH_MAX];
    if (!placed(from, name, path) || !placed(to, new_name, new_path))
        return next(from, name, to, new_name);
    if (refuses(NAMING))
        return -1;
    int failed = next(from, name, to, new_name);
    if (!failed)
        note(RENAME, 0, 0, path, strlen(path), new_path);
    return failed;
}
int link(const char *name, const char *new_name) {
    NEXT("link", linker);
    char path[PATH_MAX], new_path[PATH_MAX];
    if (!placed(AT_FDCWD, name, path) || !placed(AT_FDCWD, new_name, new_path))
        return next(name, new_name);
    if (refuses(NAMING))
        return -1;
    int failed = next(name, new_name);
    if (!failed)
        note(LINK, 0, 0, path, strlen(path), new_path);
    return failed;
}

int rename(const char *name, const char *new_name) {
    return renameat(AT_FDCWD, name, AT_FDCWD, new_name);
}

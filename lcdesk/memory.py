"""What is in the program's memory, the key of the ward file among it, reaches neither the disk nor
another program."""

import ctypes
import sys


def keep_private() -> None:
    """Leave no picture of the memory when the program is killed or crashes, and let no other
    program of this user look into it.

    As KeePassXC does. A hibernated machine and the swap are beyond it.
    """
    if sys.platform == "win32":
        _on_windows()
    else:
        _on_unix()


if sys.platform == "win32":

    def _on_windows() -> None:
        kernel32 = ctypes.WinDLL("kernel32")
        no_heap_in_reports = 0x1
        kernel32.WerSetFlags(no_heap_in_reports)
        # Who owns the process may ask whether it runs, wait for it and end it, and nothing else.
        rights, version, dacl = "D:(A;;0x101001;;;OW)", 1, 0x4
        descriptor = ctypes.c_void_p()
        advapi32 = ctypes.WinDLL("advapi32")
        if advapi32.ConvertStringSecurityDescriptorToSecurityDescriptorW(
            ctypes.c_wchar_p(rights), version, ctypes.byref(descriptor), None
        ):
            kernel32.GetCurrentProcess.restype = ctypes.c_void_p
            process = ctypes.c_void_p(kernel32.GetCurrentProcess())
            advapi32.SetKernelObjectSecurity(process, dacl, descriptor)
            kernel32.LocalFree(descriptor)

else:

    def _on_unix() -> None:
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        if sys.platform == "linux":
            set_dumpable, no = 4, 0
            ctypes.CDLL(None).prctl(set_dumpable, no)

/* Stand-in for Windows' bcryptprimitives.dll, which cryptography loads and Wine 8 has not. Never ships. */
#include <stddef.h>
__declspec(dllimport) unsigned char SystemFunction036(void *buffer, unsigned long size); /* RtlGenRandom */
__declspec(dllexport) int ProcessPrng(unsigned char *buffer, size_t size) {
    return SystemFunction036(buffer, (unsigned long)size);
}

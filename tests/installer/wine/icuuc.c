/* Stand-in for Windows' icuuc.dll, which Qt loads and Wine 8 has not: every call does nothing. Never ships. */
#define STUB(name) \
    __declspec(dllexport) void *name(void *a, void *b, void *c, void *d) { return 0; }
STUB(ucnv_close)
STUB(ucnv_reset)
STUB(ucnv_getMaxCharSize)
STUB(ucnv_getName)
STUB(ucnv_getToUCallBack)
STUB(ucnv_getFromUCallBack)
STUB(ucnv_setToUCallBack)
STUB(ucnv_setFromUCallBack)
STUB(ucnv_cbToUWriteUChars)
STUB(ucnv_toUnicode)
STUB(ucnv_cbFromUWriteUChars)
STUB(ucnv_toUCountPending)
STUB(ucnv_getStandardName)
STUB(ucnv_getAvailableName)
STUB(ucnv_countAvailable)
STUB(ucnv_fromUnicode)
STUB(ucnv_fromUCountPending)
__declspec(dllexport) void *ucnv_open(const char *name, int *error) {
    if (error) *error = 4; /* U_FILE_ACCESS_ERROR: there is no such converter */
    return 0;
}

/* Stand-in for what Qt calls of Windows' colour management and Wine 8 has not. Never ships. */
#define X __declspec(dllexport)
X int GetColorProfileFromHandle(void *profile, void *data, void *size) { return 0; }
X int CloseColorProfile(void *profile) { return 1; }
X void *WcsCreateIccProfile(void *profile, unsigned options) { return 0; }
X void *OpenColorProfileW(void *profile, unsigned access, unsigned share, unsigned creation) { return 0; }

; Setup for Windows. build_installer.py passes VERSION (0.1.0), VERSION4 (0.1.0.0), TREE (what is installed),
; ICON, OUT, MB (what it takes on the disk) and, where a certificate is given, SIGN (a command that signs a file).
Target amd64-unicode
SetCompressor /SOLID lzma
SetCompressorDictSize 64
RequestExecutionLevel user
ManifestDPIAware true
Name "lcdesk ${VERSION}"
BrandingText "lcdesk ${VERSION}"
OutFile "${OUT}"
InstallDir "$LOCALAPPDATA\Programs\lcdesk"
!define KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\lcdesk"
; Exit codes; 1 and 2 are NSIS's own, for cancelled and for what could not be written.
!define OLDER_LCDESK 3
!define IN_USE 4
!define DISK_FULL 5
!define NOT_REPLACED 6
!define NOT_OURS 7
!define OLDER_WINDOWS 8

!include MUI2.nsh
!include LogicLib.nsh
!include FileFunc.nsh
!include WordFunc.nsh
!include WinVer.nsh
!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_LANGDLL_REGISTRY_ROOT HKCU
!define MUI_LANGDLL_REGISTRY_KEY "${KEY}"
!define MUI_LANGDLL_REGISTRY_VALUENAME "Language"
!define MUI_LICENSEPAGE_BUTTON "$(GO_ON)"
!define MUI_LICENSEPAGE_TEXT_BOTTOM "$(FREE)"
!define MUI_FINISHPAGE_RUN "$INSTDIR\lcdesk.exe"
!insertmacro MUI_PAGE_LICENSE "${TREE}/LICENCES.txt"
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE Vietnamese
!insertmacro MUI_LANGUAGE English
!include "texts.nsh"

VIProductVersion "${VERSION4}"
VIAddVersionKey /LANG=${LANG_ENGLISH} ProductName lcdesk
VIAddVersionKey /LANG=${LANG_ENGLISH} ProductVersion "${VERSION}"
VIAddVersionKey /LANG=${LANG_ENGLISH} FileVersion "${VERSION}"
VIAddVersionKey /LANG=${LANG_ENGLISH} FileDescription "lcdesk setup"
VIAddVersionKey /LANG=${LANG_ENGLISH} LegalCopyright "MIT licence"
!ifdef SIGN
    !uninstfinalize '${SIGN} "%1"'
!endif

; Leave with a sentence, or in silent mode with the exit code alone.
!macro Leave code text
    MessageBox MB_OK|MB_ICONSTOP "${text}" /SD IDOK
    SetErrorLevel ${code}
    Quit
!macroend

; Nobody can write into a library that a running program has loaded.
!macro WaitWhileRunning un
Function ${un}WaitWhileRunning
    StrCpy $0 0
    ${Do}
        ${IfNot} ${FileExists} "$INSTDIR\python\python313.dll"
            Return
        ${EndIf}
        ClearErrors
        FileOpen $1 "$INSTDIR\python\python313.dll" a
        ${IfNot} ${Errors}
            FileClose $1
            Return
        ${EndIf}
        IntOp $0 $0 + 1
        ${If} $0 > 10
        ${OrIfNot} ${Silent}
            MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(RUNNING)" /SD IDCANCEL IDRETRY +3
            SetErrorLevel ${IN_USE}
            Quit
        ${EndIf}
        Sleep 500
    ${Loop}
FunctionEnd
!macroend
!insertmacro WaitWhileRunning ""
!insertmacro WaitWhileRunning "un."

Function .onInit
    SetRegView 64
    !insertmacro MUI_LANGDLL_DISPLAY
    ${IfNot} ${AtLeastWin10}
    ${OrIfNot} ${AtLeastBuild} 17763
        !insertmacro Leave ${OLDER_WINDOWS} "$(OLD_WINDOWS)"
    ${EndIf}
    ReadRegStr $0 HKCU "${KEY}" "DisplayVersion"
    ${VersionCompare} "$0" "${VERSION}" $1
    ${If} $0 != ""
    ${AndIf} $1 == 1
        MessageBox MB_YESNO|MB_ICONEXCLAMATION|MB_DEFBUTTON2 "$(NEWER_IS_HERE)" /SD IDNO IDYES +3
        SetErrorLevel ${OLDER_LCDESK}
        Quit
    ${EndIf}
    ${GetRoot} "$INSTDIR" $0
    ${DriveSpace} "$0\" "/D=F /S=M" $1
    ${If} $1 < ${MB}
        !insertmacro Leave ${DISK_FULL} "$(NO_ROOM)"
    ${EndIf}
FunctionEnd

Function un.onInit
    SetRegView 64
    !insertmacro MUI_UNGETLANGUAGE
FunctionEnd

; Take what is new the place of what was before.
!macro Replace name
    RMDir /r "$INSTDIR\${name}"
    Delete "$INSTDIR\${name}"
    Rename "$INSTDIR\new\${name}" "$INSTDIR\${name}"
!macroend

Section
    ; A folder of somebody else's, given with /D, keeps its own "lib" and "python".
    ${IfNot} ${FileExists} "$INSTDIR\lcdesk.exe"
        ${If} ${FileExists} "$INSTDIR\lib\*.*"
        ${OrIf} ${FileExists} "$INSTDIR\python\*.*"
            !insertmacro Leave ${NOT_OURS} "$(OTHERS_FOLDER)"
        ${EndIf}
    ${EndIf}
    Call WaitWhileRunning
    RMDir /r "$INSTDIR\new"
    SetOutPath "$INSTDIR\new"
    File /r "${TREE}/*"
    SetOutPath "$INSTDIR"
    ClearErrors
    !insertmacro Replace lcdesk.exe
    !insertmacro Replace python
    !insertmacro Replace lib
    !insertmacro Replace lcdesk-console.exe
    !insertmacro Replace lcdesk.ico
    !insertmacro Replace LICENCES.txt
    ${If} ${FileExists} "$INSTDIR\new\*.*"
        RMDir "$INSTDIR\new"
    ${EndIf}
    ${If} ${FileExists} "$INSTDIR\new\*.*"
        !insertmacro Leave ${NOT_REPLACED} "$(REPLACED_NOT)"
    ${EndIf}
    ; Without it every first start would be slow.
    nsExec::Exec '"$INSTDIR\python\python.exe" -m compileall -q "$INSTDIR\lib"'
    Pop $0

    CreateShortCut "$SMPROGRAMS\lcdesk.lnk" "$INSTDIR\lcdesk.exe" "" "$INSTDIR\lcdesk.ico"
    CreateShortCut "$DESKTOP\lcdesk.lnk" "$INSTDIR\lcdesk.exe" "" "$INSTDIR\lcdesk.ico"
    WriteRegStr HKCU "Software\Classes\.lcdesk" "" "lcdesk.ward"
    WriteRegStr HKCU "Software\Classes\lcdesk.ward" "" "$(FILE_TYPE)"
    WriteRegStr HKCU "Software\Classes\lcdesk.ward\DefaultIcon" "" "$INSTDIR\lcdesk.ico"
    WriteRegStr HKCU "Software\Classes\lcdesk.ward\shell\open\command" "" '"$INSTDIR\lcdesk.exe" "%1"'
    ${RefreshShellIcons}

    WriteUninstaller "$INSTDIR\uninstall.exe"
    WriteRegStr HKCU "${KEY}" "DisplayName" "lcdesk"
    WriteRegStr HKCU "${KEY}" "DisplayVersion" "${VERSION}"
    WriteRegStr HKCU "${KEY}" "DisplayIcon" "$INSTDIR\lcdesk.ico"
    WriteRegStr HKCU "${KEY}" "InstallLocation" "$INSTDIR"
    WriteRegStr HKCU "${KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
    WriteRegStr HKCU "${KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
    WriteRegDWORD HKCU "${KEY}" "NoModify" 1
    WriteRegDWORD HKCU "${KEY}" "NoRepair" 1
    ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
    WriteRegDWORD HKCU "${KEY}" "EstimatedSize" $0
SectionEnd

; Only what setup brought goes: ward files and settings stay, wherever they lie.
Section un.
    Call un.WaitWhileRunning
    RMDir /r "$INSTDIR\python"
    RMDir /r "$INSTDIR\lib"
    RMDir /r "$INSTDIR\new"
    Delete "$INSTDIR\lcdesk.exe"
    Delete "$INSTDIR\lcdesk-console.exe"
    Delete "$INSTDIR\lcdesk.ico"
    Delete "$INSTDIR\LICENCES.txt"
    Delete "$INSTDIR\uninstall.exe"
    RMDir "$INSTDIR"
    Delete "$SMPROGRAMS\lcdesk.lnk"
    Delete "$DESKTOP\lcdesk.lnk"
    DeleteRegKey HKCU "Software\Classes\lcdesk.ward"
    DeleteRegKey HKCU "Software\Classes\.lcdesk"
    DeleteRegKey HKCU "${KEY}"
    ${un.RefreshShellIcons}
SectionEnd

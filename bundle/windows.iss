; The Windows installer of the bundle in dist\GvSeg, for Inno Setup 6:
;     iscc /DVersion=0.2.0 bundle\windows.iss
; It installs for the current user and does not need administrator rights. Nobody has tried it yet.

#ifndef Version
  #error Give the version: iscc /DVersion=0.2.0 bundle\windows.iss
#endif

[Setup]
AppId={{6B2C1E6E-3B0F-4C52-9F0C-5D8B7A3E9A41}
AppName=GvSeg
AppVersion={#Version}
AppPublisher=GvSeg contributors
DefaultDirName={autopf}\GvSeg
DefaultGroupName=GvSeg
DisableProgramGroupPage=yes
PrivilegesRequired=lowest
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
ChangesAssociations=yes
LicenseFile=..\LICENSE
OutputDir=..\dist
OutputBaseFilename=GvSeg-{#Version}-setup
Compression=lzma2
SolidCompression=yes
UninstallDisplayIcon={app}\gvseg-annotate.exe

[Tasks]
Name: desktopicon; Description: "{cm:CreateDesktopIcon}"; Flags: unchecked

[Files]
Source: "..\dist\GvSeg\*"; DestDir: "{app}"; Flags: recursesubdirs ignoreversion

[Icons]
Name: "{autoprograms}\GvSeg"; Filename: "{app}\gvseg-annotate.exe"
Name: "{autodesktop}\GvSeg"; Filename: "{app}\gvseg-annotate.exe"; Tasks: desktopicon

[Registry]
Root: HKA; Subkey: "Software\Classes\.gvseg"; ValueType: string; ValueData: "GvSeg.Project"; Flags: uninsdeletevalue
Root: HKA; Subkey: "Software\Classes\GvSeg.Project"; ValueType: string; ValueData: "GvSeg project"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\GvSeg.Project\shell\open\command"; ValueType: string; ValueData: """{app}\gvseg-annotate.exe"" ""%1"""
Root: HKA; Subkey: "Software\Classes\.gvset"; ValueType: string; ValueData: "GvSeg.Dataset"; Flags: uninsdeletevalue
Root: HKA; Subkey: "Software\Classes\GvSeg.Dataset"; ValueType: string; ValueData: "GvSeg dataset"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\GvSeg.Dataset\shell\open\command"; ValueType: string; ValueData: """{app}\gvseg-annotate.exe"" ""%1"""

[Run]
Filename: "{app}\gvseg-annotate.exe"; Description: "{cm:LaunchProgram,GvSeg}"; Flags: nowait postinstall skipifsilent

@echo off
rem The door to the workbook on Windows: PowerShell refuses npm, which is a script to it, by its default policy.
where node >nul 2>nul || (echo There is no Node on this machine. Next: install it from https://nodejs.org, then open a new terminal. & exit /b 3)
rem The odd jump ends the batch first, so that Ctrl-C reaches the workbook without "Terminate batch job (Y/N)?".
goto #_undefined_# 2>nul || title %COMSPEC% & node "%~dp0bin\workbook.mjs" %*

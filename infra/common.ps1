# Shared functions of the installation scripts, which source this file.
#requires -Version 7.4

# The exit codes of az are read where they matter.
$PSNativeCommandUseErrorActionPreference = $false

# Stop-Script MESSAGE [EXIT CODE]
function Stop-Script([string] $Message, [int] $ExitCode = 1) {
    [Console]::Error.WriteLine($Message)
    exit $ExitCode
}

# Exits with 2 and lists every environment variable that is not set.
function Assert-Variable([string[]] $Names) {
    $missing = $Names | Where-Object { -not [Environment]::GetEnvironmentVariable($_) }
    if ($missing) {
        Stop-Script ("Not set: $($missing -join ' ')`nazd sets them (azd env get-values; azd env set NAME VALUE). " +
            'docs/install.md says how to set them by hand.') 2
    }
}

# Exits with 2 if a program is missing.
function Assert-Tool([string[]] $Names) {
    foreach ($name in $Names) {
        if (-not (Get-Command $name -CommandType Application -ErrorAction Ignore)) {
            Stop-Script "Not installed: $name. This script calls it." 2
        }
    }
}

function Assert-SignIn {
    az account show --subscription $env:AZURE_SUBSCRIPTION_ID --output none
    if ($LASTEXITCODE -ne 0) {
        Stop-Script "Not signed in to the subscription $env:AZURE_SUBSCRIPTION_ID. Sign in first: az login"
    }
}

# The last message of az.
$script:AzError = ''

# The last error of az in one line; without one, its last lines. Many lines of warnings may precede it, and only the first is marked as
# one.
function Get-Reason([string[]] $Messages) {
    $said = @($Messages | Where-Object { $_ -and $_ -notmatch '^WARNING' })
    $from = [Math]::Max(0, $said.Count - 5)
    for ($i = 0; $i -lt $said.Count; $i++) { if ($said[$i] -cmatch '^ERROR') { $from = $i } }
    $reason = (($said | Select-Object -Skip $from) -join ' ').Replace("`t", ' ')
    return $reason.Substring(0, [Math]::Min(400, $reason.Length)).TrimEnd()
}

# The JSON output of a command of az or azd; $null if it fails or has no output, and then $AzError has the reason.
function Read-Azure([string[]] $Command, [string] $Program = 'az') {
    $messages = [Collections.Generic.List[string]]::new()
    $answer = & $Program @Command --output json 2>&1 | ForEach-Object {
        if ($_ -is [Management.Automation.ErrorRecord]) { $messages.Add("$_") } else { $_ }
    }
    $script:AzError = Get-Reason $messages
    if ($LASTEXITCODE -ne 0) { return $null }
    try {
        $read = $answer | Out-String | ConvertFrom-Json -AsHashtable -NoEnumerate -ErrorAction Stop
    } catch {
        $read = $null
    }
    if ($null -eq $read) { $script:AzError = "$script:AzError $Program gave an unreadable answer.".Trim() }
    return , $read
}

# On Windows az is a batch file: a URL with & needs quotation marks.
function Format-Address([string] $Address) {
    if ($IsWindows) { return "`"$Address`"" }
    return $Address
}

# Every page of a list in Azure Resource Manager, as one array; $null if a page cannot be read.
function Read-List([string] $Address) {
    $found = [Collections.Generic.List[object]]::new()
    while ($Address) {
        $page = Read-Azure 'rest', '--method', 'get', '--url', (Format-Address $Address)
        if ($null -eq $page) { return $null }
        foreach ($entry in @($page['value'])) { if ($null -ne $entry) { $found.Add($entry) } }
        $Address = if ($page['nextLink']) { $page['nextLink'] } else { $page['@odata.nextLink'] }
    }
    return , $found.ToArray()
}

# A date in Azure's format: ConvertFrom-Json converts it to a .NET date.
function Format-Date($Date) {
    if ($Date -is [datetime]) { return $Date.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'+00:00'") }
    return [string] $Date
}

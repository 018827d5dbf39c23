# Asks the deployed app what it can read and what it cannot, and prints the answer. preflight.sh does the same.
#
# Ends with 0 if the app answered, 1 if it could not be asked or answered an error, 2 if a variable or a program is missing.
$ErrorActionPreference = 'Stop'
Set-Location $PSScriptRoot
. ./common.ps1

Assert-Variable AZURE_SUBSCRIPTION_ID, AZURE_RESOURCE_GROUP, FUNCTION_APP_NAME, FUNCTION_APP_HOST
Assert-Tool az
Assert-SignIn

$key = az functionapp function keys list --subscription $env:AZURE_SUBSCRIPTION_ID --resource-group $env:AZURE_RESOURCE_GROUP `
    --name $env:FUNCTION_APP_NAME --function-name Preflight --query default --output tsv
if ($LASTEXITCODE -ne 0) {
    Stop-Script 'The key of the function Preflight cannot be read. Is the code deployed, and does the app start?'
}
if (-not $key) { Stop-Script 'The function Preflight has no key. Is the code deployed, and does the app start?' }

# The app answers within 100 seconds. In a header, so that the key is neither in an address nor among the arguments of a process.
try {
    $answer = Invoke-WebRequest -Uri "https://$env:FUNCTION_APP_HOST/api/preflight" -TimeoutSec 150 -SkipHttpErrorCheck `
        -Headers @{ 'x-functions-key' = "$key"; Accept = 'text/plain' }
} catch {
    Stop-Script "$env:FUNCTION_APP_HOST does not answer: $($_.Exception.Message)"
}
Write-Output ([string] $answer.Content)
if ($answer.StatusCode -ge 400) { exit 1 }

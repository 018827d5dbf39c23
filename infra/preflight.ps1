# Runs the preflight of the deployed app, which tests its rights, and prints the result. preflight.sh does the same.
#
# Exits with 0 if the app answered, 1 if it could not be called or answered an error, 2 if a variable or a program is missing.
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

# The app answers within 100 seconds. The key is in a header, so that it is neither in a URL nor in the arguments of a process.
try {
    $answer = Invoke-WebRequest -Uri "https://$env:FUNCTION_APP_HOST/api/preflight" -TimeoutSec 150 -SkipHttpErrorCheck `
        -Headers @{ 'x-functions-key' = "$key"; Accept = 'text/plain' }
} catch {
    Stop-Script "$env:FUNCTION_APP_HOST does not answer: $($_.Exception.Message)"
}
Write-Output ([string] $answer.Content)
if ($answer.StatusCode -ge 400) { exit 1 }

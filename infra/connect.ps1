# Deploys events.bicep, after which events and alerts call the app. Run it again after a change of the watched resources.
# connect.sh does the same.
$ErrorActionPreference = 'Stop'
Set-Location $PSScriptRoot
. ./common.ps1

Assert-Variable AZURE_SUBSCRIPTION_ID, AZURE_LOCATION, AZURE_ENV_NAME, AZURE_RESOURCE_GROUP, FUNCTION_APP_NAME,
    STORAGE_ACCOUNT_NAME, EVENTS_IDENTITY_NAME
Assert-Tool az
Assert-SignIn

# Five minutes at most. An error that waiting cannot solve ends it immediately.
function Wait-For([string] $What, [string[]] $Command) {
    $seconds = if ($env:PULLRESPONDER_WAIT_SECONDS) { [double] $env:PULLRESPONDER_WAIT_SECONDS } else { 10 }
    for ($tries = 30; ; $tries--) {
        $message = az @Command --subscription $env:AZURE_SUBSCRIPTION_ID --resource-group $env:AZURE_RESOURCE_GROUP `
            --name $env:FUNCTION_APP_NAME --output none 2>&1 | Out-String
        if ($LASTEXITCODE -eq 0) { return }
        if ($message -match 'az login|AADSTS|AuthorizationFailed') { Stop-Script $message }
        if ($tries -le 1) {
            Stop-Script ("$message`n$env:FUNCTION_APP_NAME does not have $What after five minutes. Is the code deployed, and " +
                "does the app start?`nIn the portal, the app's Log stream shows its log.")
        }
        Write-Output "Waiting for $What ..."
        Start-Sleep -Seconds $seconds
    }
}

# Azure lists a new function some time after the deployment of its code; Event Grid needs that. Only the running app has keys; the action
# group needs the key of PullAlert.
Wait-For 'the function AzureEvent' 'functionapp', 'function', 'show', '--function-name', 'AzureEvent'
Wait-For 'the key of PullAlert' 'functionapp', 'function', 'keys', 'list', '--function-name', 'PullAlert'

az deployment sub create `
    --subscription $env:AZURE_SUBSCRIPTION_ID `
    --location $env:AZURE_LOCATION `
    --name "$env:AZURE_ENV_NAME-connect" `
    --parameters events.bicepparam `
    --query '{state: properties.provisioningState, outputs: properties.outputs}'
exit $LASTEXITCODE

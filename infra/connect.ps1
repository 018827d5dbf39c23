# Deploys events.bicep: from then on events and alerts call the app. Run it again after a change of what is watched.
$ErrorActionPreference = 'Stop'
Set-Location $PSScriptRoot

$needed = 'AZURE_SUBSCRIPTION_ID', 'AZURE_LOCATION', 'AZURE_ENV_NAME', 'AZURE_RESOURCE_GROUP', 'FUNCTION_APP_NAME',
    'STORAGE_ACCOUNT_NAME', 'EVENTS_IDENTITY_NAME'
foreach ($name in $needed) {
    if (-not [Environment]::GetEnvironmentVariable($name)) {
        [Console]::Error.WriteLine("$name is not set. azd sets it; infra/README.md says how to by hand.")
        exit 2
    }
}

# Azure learns of new functions a while after the code is there.
foreach ($function in 'AzureEvent', 'PullAlert') {
    for ($tries = 30; ; $tries--) {
        az functionapp function show --subscription $env:AZURE_SUBSCRIPTION_ID --resource-group $env:AZURE_RESOURCE_GROUP `
            --name $env:FUNCTION_APP_NAME --function-name $function --output none 2>&1 | Out-Null
        if ($LASTEXITCODE -eq 0) { break }
        if ($tries -le 1) {
            [Console]::Error.WriteLine("The function $function is not in $env:FUNCTION_APP_NAME after five minutes. " +
                'Is the code deployed, and are you signed in (az login)?')
            exit 1
        }
        Write-Output "Waiting for the function $function ..."
        Start-Sleep -Seconds 10
    }
}

az deployment sub create `
    --subscription $env:AZURE_SUBSCRIPTION_ID `
    --location $env:AZURE_LOCATION `
    --name "$env:AZURE_ENV_NAME-events" `
    --parameters events.bicepparam `
    --query '{state: properties.provisioningState, outputs: properties.outputs}'
exit $LASTEXITCODE

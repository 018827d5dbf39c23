# Removes an installation in the order that Azure requires: the app's subnet integration; event subscriptions, topics,
# alert rules and diagnostic settings; role assignments, while the identity still exists; roles; groups; the name of the
# vault. remove.sh does the same.
#
#   infra/remove.ps1               lists the items to remove, and asks for confirmation
#   infra/remove.ps1 --dry-run     only lists them
#   infra/remove.ps1 --yes         does not ask
#
# Needs AZURE_SUBSCRIPTION_ID and FUNCTION_APP_NAME. If the other outputs of main.bicep no longer exist, as after "azd down", it finds the
# remaining resources by the name of the app. It can be repeated.
# Exits with 0 if it removed everything that it found, 1 if the app's group remains, something could not be read or the answer was no, 2 for
# a wrong call, otherwise with the exit code of the az command that failed.
$ErrorActionPreference = 'Stop'
Set-Location $PSScriptRoot
. ./common.ps1

$mode = ''
foreach ($option in $args) {
    if ($option -notin '--yes', '--dry-run') { Stop-Script "Unknown option: $option. Known: --yes, --dry-run" 2 }
    $mode = $option
}

if (-not $env:FUNCTION_APP_NAME) {
    [Console]::Error.WriteLine('FUNCTION_APP_NAME is the tag pull-responder of what is left, and part of the names of the roles:')
    [Console]::Error.WriteLine('  az group list --tag pull-responder --query "[].tags"')
    [Console]::Error.WriteLine('  az resource list --tag pull-responder --query "[].tags"')
    [Console]::Error.WriteLine('  az role definition list --custom-role-only --query "[].roleName"')
}
Assert-Variable AZURE_SUBSCRIPTION_ID, FUNCTION_APP_NAME
Assert-Tool az
Assert-SignIn

$app = $env:FUNCTION_APP_NAME
$homeSubscription = $env:AZURE_SUBSCRIPTION_ID
# The name that the templates use.
if (-not $env:VAULT_NAME) { $env:VAULT_NAME = "pullresponder-$($app -replace '^pull-responder-', '')" }
$remaining = $false
$plan = [Collections.Generic.List[object]]::new()
$notes = [Collections.Generic.List[string]]::new()
$unread = [Collections.Generic.List[string]]::new()

function Format-Quoted([string] $Text) { return "'" + $Text.Replace("'", "''") + "'" }

# The segment of a resource id that follows a name, in any letter case.
function Get-Segment([string] $Id, [string] $Name) {
    $parts = $Id.Split('/')
    for ($i = 0; $i -lt $parts.Length - 1; $i++) { if ($parts[$i] -eq $Name) { return $parts[$i + 1] } }
}

function Test-Own($Resource) { return $Resource['tags'] -and $Resource['tags']['pull-responder'] -ceq $app }

# Event subscriptions of the app: <app>-0, <app>-1, ...
function Test-Numbered([string] $Name) { return $Name -cmatch "^$([regex]::Escape($app))-[0-9]+$" }

# "Pull Responder Reader (<app>, <subscription>)"; in older versions "(<app>)".
function Test-OwnRole([string] $Name) {
    return $Name.StartsWith('Pull Responder') -and
        ($Name.EndsWith(" ($app)") -or ($Name.Contains(" ($app, ") -and $Name.EndsWith(')')))
}

function Add-Step([string] $Kind, [string] $Id, [string] $What, [string] $Name) {
    $plan.Add([pscustomobject] @{
            Kind = $Kind; Id = $Id; What = $What; Name = $Name
            Subscription = Get-Segment $Id 'subscriptions'; Group = Get-Segment $Id 'resourceGroups'; Topic = Get-Segment $Id 'systemTopics'
        })
}

# An unreadable list is noted, except for a resource provider that is not registered, because then there is no such resource.
function Read-Part([string] $Kind, [string] $Address, [string] $Owner) {
    $found = Read-List $Address
    if ($null -ne $found) { return $found }
    if ($script:AzError -notmatch 'MissingSubscriptionRegistration|SubscriptionNotRegistered|not registered to use namespace') {
        $unread.Add("$Kind of ${Owner}: $script:AzError")
    }
}

$subscriptions = Read-List '/subscriptions?api-version=2022-12-01'
if ($null -eq $subscriptions) { Stop-Script "Your subscriptions cannot be listed: $AzError" }
$roles = @()
$assignments = @()
$groups = @()
$rules = @()
$topics = @()
$settings = @()
$topicsRead = $true
foreach ($subscription in $subscriptions) {
    if ($subscription['state'] -in 'Disabled', 'Deleted') { continue }
    $id = $subscription['subscriptionId']
    $scope = "/subscriptions/$id/providers"
    $owner = "subscription $id"
    $roles += Read-Part 'role definitions' "$scope/Microsoft.Authorization/roleDefinitions?api-version=2022-04-01&`$filter=type eq 'CustomRole'" $owner |
        Where-Object { Test-OwnRole $_['properties']['roleName'] }
    # All of them: after the app was created again, assignments of its former identity keep its roles from being deleted.
    $assignments += Read-Part 'role assignments' "$scope/Microsoft.Authorization/roleAssignments?api-version=2022-04-01" $owner
    $groups += Read-Part 'groups' ("/subscriptions/$id/resourcegroups?api-version=2021-04-01" +
        "&`$filter=tagName eq 'pull-responder' and tagValue eq '$app'") $owner
    $rules += Read-Part 'alert rules' "$scope/Microsoft.Insights/scheduledQueryRules?api-version=2023-12-01" $owner
    $unreadBefore = $unread.Count
    $found = Read-Part 'topics' "$scope/Microsoft.EventGrid/systemTopics?api-version=2025-02-15" $owner
    if ($unread.Count -gt $unreadBefore -and $id -eq $homeSubscription) { $topicsRead = $false }
    foreach ($topic in $found) {
        $unreadBefore = $unread.Count
        # Of all topics, because one that was there before the app has no tag.
        $topic['children'] = @(Read-Part 'event subscriptions' "$($topic['id'])/eventSubscriptions?api-version=2025-02-15" $topic['id'])
        $topic['known'] = $unread.Count -eq $unreadBefore
        $topics += $topic
    }
    foreach ($registry in Read-Part 'registries' "$scope/Microsoft.ContainerRegistry/registries?api-version=2023-07-01" $owner) {
        $address = "$($registry['id'])/providers/Microsoft.Insights/diagnosticSettings?api-version=2021-05-01-preview"
        foreach ($setting in Read-Part 'diagnostic settings' $address $registry['id']) {
            if ($setting['name'] -eq $app) { $settings += @{ id = $setting['id']; name = $setting['name']; registry = $registry['id'] } }
        }
    }
}

# The group, if its name is missing: the group of the app's subscription with the tag of the app.
$group = $env:AZURE_RESOURCE_GROUP
if (-not $group) {
    $group = $groups | Where-Object { (Get-Segment $_['id'] 'subscriptions') -eq $homeSubscription } | Select-Object -First 1 | ForEach-Object { $_['name'] }
}
$groupId = "/subscriptions/$homeSubscription/resourceGroups/$group"
$shared = @()

foreach ($topic in $topics) {
    foreach ($child in $topic['children']) {
        if (Test-Numbered $child['name']) {
            Add-Step 'event subscription' $child['id'] "$($child['name']) of topic $($topic['name'])" $child['name']
        }
    }
}
foreach ($topic in $topics) {
    if (-not (Test-Own $topic)) { continue }
    $others = @($topic['children'] | Where-Object { -not (Test-Numbered $_['name']) } | ForEach-Object { $_['name'] })
    if ($others) {
        if ($topic['id'].StartsWith("$groupId/", 'OrdinalIgnoreCase')) { $shared += $topic['id'] }
        $notes.Add("The topic $($topic['name']) remains: others have event subscriptions there: $($others -join ', '). $($topic['id'])")
    } elseif ($topic['known']) {
        Add-Step 'topic' $topic['id'] "$($topic['name']), events of $($topic['properties']['source'])" $topic['name']
    }
}
foreach ($rule in $rules) {
    if ($rule['name'] -like "$app-failed-pulls-*" -or (Test-Own $rule)) { Add-Step 'alert rule' $rule['id'] $rule['name'] $rule['name'] }
}
foreach ($setting in $settings) {
    $registryName = $setting.registry.Split('/')[-1].ToLowerInvariant()
    Add-Step 'diagnostic setting' $setting.id "$($setting.name) of registry $registryName" $setting.name
}
$roles = @($roles | Sort-Object { $_['id'].Split('/')[-1] } -Unique)
foreach ($assignment in @($assignments | Sort-Object { $_['id'] } -Unique)) {
    $guid = $assignment['properties']['roleDefinitionId'].Split('/')[-1]
    $at = $assignment['properties']['scope']
    $role = $roles | Where-Object { $_['id'].Split('/')[-1] -eq $guid } | Select-Object -First 1
    if ($role) {
        # Another principal may be the identity that the app had before it was created again.
        $principal = $assignment['properties']['principalId']
        $of = if ($env:APP_PRINCIPAL_ID -and $principal -ne $env:APP_PRINCIPAL_ID) { ", of $($principal ?? 'another principal')" }
        Add-Step 'role assignment' $assignment['id'] "$($role['properties']['roleName']) at $at$of" ''
    } elseif ($env:APP_PRINCIPAL_ID -and $assignment['properties']['principalId'] -eq $env:APP_PRINCIPAL_ID -and -not $at.StartsWith("$groupId/", 'OrdinalIgnoreCase')) {
        $notes.Add("The identity of the app has a role that the templates did not assign, at $at. If it is not wanted:")
        $notes.Add("  az role assignment delete --ids $(Format-Quoted $assignment['id'])")
    }
}
foreach ($role in $roles) { Add-Step 'role definition' $role['id'] $role['properties']['roleName'] '' }
foreach ($found in $groups) {
    $in = (Get-Segment $found['id'] 'subscriptions').ToLowerInvariant()
    if ($in -ne $homeSubscription -and $found['name'] -eq "rg-$app") {
        Add-Step 'group' $found['id'] "$($found['name']) in subscription $in, if it contains nothing else" $found['name']
    }
}

# The group remains; the ids are of the resources of others in it.
function Add-RemainingGroup([string] $Reason, [string[]] $Ids) {
    $script:remaining = $true
    $notes.Add("The group $group remains, because $Reason")
    foreach ($id in $Ids) { $notes.Add("  $id") }
}

function Add-DeleteCommand([string] $Condition) {
    $notes.Add($Condition)
    $notes.Add("  az group delete --subscription $homeSubscription --name $(Format-Quoted $group)")
}

# The app's own group with all its resources, if it contains no others. The tag shows that the app was deployed there, but others may be
# there, too. Application Insights creates a rule and an action group without that tag.
function Test-Other($Resource) {
    return -not (Test-Own $Resource) -and $Resource['type'] -ne 'microsoft.alertsmanagement/smartDetectorAlertRules' -and
        -not ($Resource['type'] -eq 'microsoft.insights/actionGroups' -and $Resource['name'] -ceq 'Application Insights Smart Detection')
}
$exists = if ($group) { Read-Azure 'group', 'exists', '--subscription', $homeSubscription, '--name', $group } else { $false }
if ($null -eq $exists) {
    $unread.Add("group ${group}: $AzError")
} elseif ($exists -and $groups.Where({ $_['id'] -eq $groupId }).Count -eq 0) {
    Add-RemainingGroup "it has no tag pull-responder=$app."
    Add-DeleteCommand 'If it contains only the app:'
} elseif ($exists) {
    $sites = Read-List "$groupId/providers/Microsoft.Web/sites?api-version=2024-04-01"
    if ($null -eq $sites) { $unread.Add("the app's subnet: $AzError") }
    foreach ($site in $sites) {
        if ($site['name'] -eq $app -and $site['properties']['virtualNetworkSubnetId']) {
            # The first step, because a subnet may remain locked if its app is deleted before.
            Add-Step 'subnet integration' $groupId "$app in $($site['properties']['virtualNetworkSubnetId'])" $app
            $first = $plan[-1]
            $plan.RemoveAt($plan.Count - 1)
            $plan.Insert(0, $first)
        }
    }
    $held = Read-Azure 'resource', 'list', '--subscription', $homeSubscription, '--resource-group', $group
    $others = @($held | Where-Object { $_ -and (Test-Other $_) } | ForEach-Object { $_['id'] })
    if ($null -eq $held) {
        $unread.Add("the resources in the group $group, so it remains: $AzError")
    } else {
        $topicsKnown = $topicsRead -and -not $topics.Where({ $_['id'].StartsWith("$groupId/", 'OrdinalIgnoreCase') -and -not $_['known'] })
        if ($others) { Add-RemainingGroup 'it contains resources without the tag of the app:' $others }
        if ($shared) { Add-RemainingGroup 'others have event subscriptions at a topic in it:' $shared }
        if (-not $topicsKnown) { Add-RemainingGroup 'the users of a topic in it could not be read.' }
        if ($remaining) {
            Add-DeleteCommand 'The resources of the app in it remain, too. To delete the whole group:'
        } else {
            Add-Step 'app group' $groupId "$group with all its resources" $group
        }
    }
}

# The vault's name remains reserved after the deletion until the vault is purged.
function Read-DeletedVault {
    $vaults = Read-Azure 'keyvault', 'list-deleted', '--subscription', $homeSubscription, '--resource-type', 'vault'
    if ($null -eq $vaults) { return $null }
    $found = @($vaults | Where-Object { $_ -and $_['name'] -eq $env:VAULT_NAME } | ForEach-Object { $_['properties'] })
    return , $found
}

function Get-Protected($Vault) {
    # After "azd down" the group is not in the outputs.
    $vaultGroup = if ($Vault['vaultId']) { $Vault['vaultId'].Split('/')[4] } else { $group }
    "The name of the vault $env:VAULT_NAME remains reserved until $(Format-Date $Vault['scheduledPurgeDate']), because it has purge protection. To use it again earlier:"
    "  az group create --subscription $homeSubscription --name $(Format-Quoted $vaultGroup) --location $($Vault['location'])"
    "  az keyvault recover --subscription $homeSubscription --name $(Format-Quoted $env:VAULT_NAME)"
}

$deleted = Read-DeletedVault
if ($null -eq $deleted) {
    $unread.Add("deleted vaults: $AzError")
} elseif ($deleted -and $deleted[0]['purgeProtectionEnabled']) {
    Get-Protected $deleted[0] | ForEach-Object { $notes.Add($_) }
} elseif ($deleted) {
    Add-Step 'vault name' $groupId "$env:VAULT_NAME, purged permanently" $env:VAULT_NAME
} elseif ($plan.Where({ $_.Kind -eq 'app group' })) {
    Add-Step 'vault name' $groupId "$env:VAULT_NAME, purged permanently unless it has purge protection" $env:VAULT_NAME
}
$notes.Add('This script does not find:')
$notes.Add('  rights inside clusters: kubectl delete clusterrole,clusterrolebinding pull-responder pull-responder-secrets')
$notes.Add("  the permission to read the directory. It goes with the identity; before that: infra/grant-graph.sh --revoke $(Format-Quoted ($env:APP_PRINCIPAL_ID ? $env:APP_PRINCIPAL_ID : '<object id of the identity>'))")
$notes.Add('  the workflow in Teams')

if ($plan.Count) {
    'To remove:'
    $plan | ForEach-Object { '  {0,-18}  {1}' -f $_.Kind, $_.What }
} else {
    'Nothing to remove.'
}
$notes
if ($unread.Count) {
    'Not checked, because they cannot be read:'
    $unread | ForEach-Object { "  $_" }
}
$code = if ($unread.Count -or $remaining) { 1 } else { 0 }
if (-not $plan.Count -or $mode -eq '--dry-run') { exit $code }
if ($mode -ne '--yes') {
    [Console]::Out.Write('Remove these? [y/N] ')
    if ([Console]::In.ReadLine() -notin 'y', 'yes') { Stop-Script 'Nothing was removed.' }
}

function Remove-One($Step) {
    $in = '--subscription', $Step.Subscription, '--resource-group', $Step.Group
    switch ($Step.Kind) {
        'subnet integration' { az functionapp vnet-integration remove @in --name $Step.Name --output none }
        'event subscription' {
            az eventgrid system-topic event-subscription delete @in --system-topic-name $Step.Topic --name $Step.Name --yes --output none
        }
        'topic' { az eventgrid system-topic delete @in --name $Step.Name --yes --output none }
        'alert rule' { az rest --method delete --url "$($Step.Id)?api-version=2023-12-01" --output none }
        'diagnostic setting' { az rest --method delete --url "$($Step.Id)?api-version=2021-05-01-preview" --output none }
        { $_ -in 'role assignment', 'role definition' } { az rest --method delete --url "$($Step.Id)?api-version=2022-04-01" --output none }
        'group' {
            $left = Read-Azure 'resource', 'list', '--subscription', $Step.Subscription, '--resource-group', $Step.Group
            if ($null -eq $left) { Stop-Script "The resources in the group $($Step.Group) cannot be read: $script:AzError" }
            if ($left.Count) {
                "The group $($Step.Group) in subscription $($Step.Subscription) remains, because it contains other resources:"
                $left | ForEach-Object { "  $($_['id'])" }
            } else {
                az group delete --subscription $Step.Subscription --name $Step.Group --yes --output none
            }
        }
        'app group' { az group delete --subscription $Step.Subscription --name $Step.Group --yes --output none }
        'vault name' {
            $deleted = Read-DeletedVault
            if ($null -eq $deleted) { Stop-Script "Deleted vaults cannot be read: $script:AzError" }
            if (-not $deleted) { return }
            if ($deleted[0]['purgeProtectionEnabled']) {
                Get-Protected $deleted[0]
            } else {
                az keyvault purge --subscription $Step.Subscription --name $Step.Name --location $deleted[0]['location'] --output none
            }
        }
    }
}

# Stops at the first failure with its exit code. Running the script again continues.
foreach ($step in $plan) {
    "Removing the $($step.Kind) $($step.What)"
    Remove-One $step
    if ($LASTEXITCODE -ne 0) { Stop-Script "Stopped: the $($step.Kind) was not removed. $($step.Id)" $LASTEXITCODE }
}
exit $code

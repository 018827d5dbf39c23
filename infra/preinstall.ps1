# Checks, before anything is created, the requirements of an installation: tools, sign-in, values, rights, resource
# providers, region, existing topics and diagnostic settings, the subnet. Lists all problems together, each with its
# fix, and then shows the resources that Azure would create (what-if). It changes nothing. azd runs it before it
# provisions. preinstall.sh does the same.
#
# Needs AZURE_SUBSCRIPTION_ID, AZURE_LOCATION, AZURE_ENV_NAME, and reads the variables of the .bicepparam files.
# Exits with 0 if there is no problem, 1 if there is one, 2 if a variable is missing. Unreadable data is "not checked",
# which is neither.
$ErrorActionPreference = 'Stop'
Set-Location $PSScriptRoot
. ./common.ps1

Assert-Variable AZURE_SUBSCRIPTION_ID, AZURE_LOCATION, AZURE_ENV_NAME

$problems = [Collections.Generic.List[string]]::new()
$notes = [Collections.Generic.List[string]]::new()
$unchecked = [Collections.Generic.List[string]]::new()

function Add-Problem([string] $Text, [string] $Repair) {
    $problems.Add($Text)
    $problems.Add("    $Repair")
}

function Add-NotChecked([string] $What) { $unchecked.Add("${What}: $($script:AzError.Trim())") }

function Show-Report {
    if ($notes.Count) { 'Notes:'; $notes | ForEach-Object { "  $_" } }
    if ($unchecked.Count) { 'Not checked:'; $unchecked | ForEach-Object { "  $_" } }
    if ($problems.Count) {
        'Problems:'
        $problems | ForEach-Object { "  $_" }
    } else {
        'No problems found.'
    }
}

function Stop-WithReport {
    Show-Report
    exit ($problems.Count ? 1 : 0)
}

function Get-Value([string] $Name) { return [string] [Environment]::GetEnvironmentVariable($Name) }
function Format-Quoted([string] $Text) { return "'" + $Text.Replace("'", "'\''") + "'" }
function Format-Json($Value) { return ConvertTo-Json -InputObject $Value -Compress -Depth 20 -EscapeHandling Default }
function Get-Low($Text) { return ([string] $Text).ToLowerInvariant() }
function Get-Region($Text) { return (Get-Low $Text).Replace(' ', '') }
function Sort-Ordinal([string[]] $Texts) {
    if (-not $Texts) { return }
    $sorted = [string[]] ($Texts | Select-Object -Unique)
    [Array]::Sort($sorted, [StringComparer]::Ordinal)
    return $sorted
}

# --- Tools ---

$azMinimum = [version] '2.60.0' # the first with Flex Consumption
$bicepMinimum = [version] '0.36.1' # the first with typed variables (Azure/bicep#17055)
$azdMinimum = [version] '1.17.0' # the first that brings that Bicep, which azd uses instead of the one of az (Azure/azure-dev#5245)

# The numbers at the start of a version, without the suffix of a preview.
function Get-Version($Text) {
    if ([string] $Text -match '^\d+\.\d+(\.\d+)?') { return [version] $Matches[0] }
    return [version] '0.0'
}

if (-not (Get-Command az -CommandType Application -ErrorAction Ignore)) {
    Add-Problem 'az is not installed.' 'https://learn.microsoft.com/cli/azure/install-azure-cli'
}
$javac = if ($env:JAVA_HOME) { Join-Path $env:JAVA_HOME 'bin' 'javac' } else { 'javac' }
$javaVersion = if (Get-Command $javac -CommandType Application -ErrorAction Ignore) { & $javac -version 2>&1 | Out-String } else { '' }
if ($javaVersion -notmatch 'javac (\d+)') {
    Add-Problem 'There is no JDK: javac is neither in JAVA_HOME nor on the PATH.' `
        'https://learn.microsoft.com/java/openjdk/install (17 or newer)'
} elseif ([int] $Matches[1] -lt 17) {
    Add-Problem "The JDK is version $($Matches[1]), and the build needs 17 or newer." `
        'https://learn.microsoft.com/java/openjdk/install'
}
if (-not (Get-Command az -CommandType Application -ErrorAction Ignore)) { Stop-WithReport }
$version = Read-Azure 'version'
if ($null -eq $version) {
    Add-NotChecked 'the version of az'
} elseif ((Get-Version $version['azure-cli']) -lt $azMinimum) {
    Add-Problem "az is version $($version['azure-cli']), and Flex Consumption needs $azMinimum or newer." 'az upgrade'
}
$bicep = az bicep version 2>$null | Out-String
if ($bicep -notmatch 'version (\d+\.\d+(\.\d+)?)') {
    Add-Problem 'az has no Bicep.' 'az bicep install'
} elseif ([version] $Matches[1] -lt $bicepMinimum) {
    Add-Problem "Bicep is version $($Matches[1]), and the templates need $bicepMinimum or newer." 'az bicep upgrade'
}
# Only the installation with azd needs it.
if (Get-Command azd -CommandType Application -ErrorAction Ignore) {
    $version = Read-Azure 'version' 'azd'
    if ($null -eq $version) {
        Add-NotChecked 'the version of azd'
    } elseif ((Get-Version $version['azd']['version']) -lt $azdMinimum) {
        Add-Problem "azd is version $($version['azd']['version']), and the templates need $azdMinimum or newer." `
            'https://learn.microsoft.com/azure/developer/azure-developer-cli/install-azd'
    }
}

# --- Sign-in ---

$message = az account show --subscription $env:AZURE_SUBSCRIPTION_ID --output none 2>&1
if ($LASTEXITCODE -ne 0) {
    $script:AzError = Get-Reason @($message | ForEach-Object { "$_" })
    Add-Problem "Not signed in to the subscription ${env:AZURE_SUBSCRIPTION_ID}: $script:AzError" 'az login'
    Stop-WithReport
}

# --- Values ---

$guid = '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
$anyResource = '^/subscriptions/[0-9a-f-]{36}/resourceGroups/[^/]+/providers/'
$registryId = $anyResource + 'Microsoft.ContainerRegistry/registries/[^/]+$'
$clusterId = $anyResource + 'Microsoft.ContainerService/managedClusters/[^/]+$'
$workspaceId = $anyResource + 'Microsoft.OperationalInsights/workspaces/[^/]+$'
$topicId = $anyResource + 'Microsoft.EventGrid/systemTopics/[^/]+$'
$subnetId = $anyResource + 'Microsoft.Network/virtualNetworks/[^/]+/subnets/[^/]+$'

function Get-SubscriptionOf([string] $Id) { return Get-Low $Id.Split('/')[2] }

# The value of a JSON variable, in an array; an empty array if it is not JSON.
function Read-Json([string] $Name, $Default) {
    $text = Get-Value $Name
    if (-not $text) { return , @(, $Default) }
    try {
        return , @(, (ConvertFrom-Json $text -AsHashtable -NoEnumerate -ErrorAction Stop))
    } catch {
        return , @()
    }
}

# The valid elements of a list, in lower case.
function Read-Ids([string] $Name, [string] $Pattern, [string] $Expected) {
    $repair = "$Name=[""<$Expected>""]"
    $read = Read-Json $Name @()
    if (-not $read.Count) { Add-Problem "$Name is not JSON." $repair; return }
    if ($read[0] -isnot [array]) { Add-Problem "$Name is not a JSON array." $repair; return }
    foreach ($element in $read[0]) {
        if ($element -is [string] -and $element -match $Pattern) { Get-Low $element }
        else { Add-Problem "$Name contains $(Format-Json $element), which is not the $Expected." $repair }
    }
}

function Test-Value([string] $Name, [string] $Pattern, [string] $Expected) {
    $value = Get-Value $Name
    if ($value -and $value -notmatch $Pattern) {
        Add-Problem "$Name is $(Format-Json $value), which is not the $Expected." "$Name=<$Expected>"
    }
}

$homeId = Get-Low $env:AZURE_SUBSCRIPTION_ID
$location = Get-Region $env:AZURE_LOCATION
$logs = [bool] (Get-Value 'REGISTRY_LOGS_WORKSPACE_ID')
if ($env:AZURE_ENV_NAME -notmatch '^[A-Za-z0-9-]{3,24}$') {
    Add-Problem "AZURE_ENV_NAME is $(Format-Json $env:AZURE_ENV_NAME), and Azure allows 3 to 24 letters, digits and hyphens." `
        'azd env new <name>'
}
if ($location -notmatch '^[a-z0-9]+$') {
    Add-Problem "AZURE_LOCATION is $(Format-Json $env:AZURE_LOCATION), which is not the name of a region." `
        'az account list-locations --query [].name'
}
$valuesFrom = $problems.Count
Test-Value 'AZURE_SUBSCRIPTION_ID' $guid 'id of a subscription'
$defaults = [ordered] @{
    WATCHED_SUBSCRIPTIONS = '[]'; WATCHED_REGISTRIES = '[]'; WATCHED_CLUSTERS = '[]'; WATCHED_WORKSPACES = '[]'; EXISTING_TOPICS = '{}'
    TELL_TEAMS = 'false'; PULLRESPONDER_PULL_SECRETS = 'false'; PULLRESPONDER_ADMIN_PASSWORDS = 'false'; PULLRESPONDER_DIRECTORY = 'false'
    PULLRESPONDER_CATALOG = 'false'; PURGE_PROTECTION = 'false'
}
foreach ($default in $defaults.GetEnumerator()) {
    if ('' -eq [Environment]::GetEnvironmentVariable($default.Key) -and (Test-Path "env:$($default.Key)")) {
        Add-Problem "$($default.Key) is set and empty, which the templates cannot read." `
            "Unset it, or set it to $($default.Value)"
    }
}
$subscriptions = @(Read-Ids 'WATCHED_SUBSCRIPTIONS' $guid 'id of a subscription')
$registries = @(Read-Ids 'WATCHED_REGISTRIES' $registryId 'resource id of a registry')
$clusters = @(Read-Ids 'WATCHED_CLUSTERS' $clusterId 'resource id of a cluster')
$workspaces = @(Read-Ids 'WATCHED_WORKSPACES' $workspaceId 'resource id of a Log Analytics workspace')
$watched = if ($subscriptions) { $subscriptions } else { @($homeId) }
$topicOf = @{}
$topicsRepair = 'EXISTING_TOPICS={"<id of a subscription, registry or cluster>": "<id of its topic>"}'
$read = Read-Json 'EXISTING_TOPICS' @{}
if (-not $read.Count -or $read[0] -isnot [Collections.IDictionary]) {
    Add-Problem 'EXISTING_TOPICS is not a JSON object.' $topicsRepair
} else {
    foreach ($pair in $read[0].GetEnumerator()) {
        $isSource = $pair.Key -match $guid -or $pair.Key -match $registryId -or $pair.Key -match $clusterId -or
            $pair.Key -match '^/subscriptions/[0-9a-f-]{36}$'
        if ($isSource -and $pair.Value -is [string] -and $pair.Value -match $topicId) {
            $source = Get-Low $pair.Key
            if (-not $source.Contains('/')) { $source = "/subscriptions/$source" }
            $topicOf[$source] = Get-Low $pair.Value
        } else {
            Add-Problem "EXISTING_TOPICS contains $(Format-Json $pair.Key): $(Format-Json $pair.Value), which is not a source and its topic." $topicsRepair
        }
    }
}
Test-Value 'REGISTRY_LOGS_WORKSPACE_ID' $workspaceId 'resource id of a Log Analytics workspace'
Test-Value 'TELEMETRY_WORKSPACE_ID' $workspaceId 'resource id of a Log Analytics workspace'
Test-Value 'APP_SUBNET_ID' $subnetId 'resource id of a subnet'
foreach ($name in 'TELL_TEAMS', 'PULLRESPONDER_PULL_SECRETS', 'PULLRESPONDER_ADMIN_PASSWORDS', 'PULLRESPONDER_DIRECTORY', 'PULLRESPONDER_CATALOG',
    'PURGE_PROTECTION') {
    Test-Value $name '^(true|false)$' 'word true or false'
}
$valuesAreGood = $problems.Count -eq $valuesFrom -and $env:AZURE_ENV_NAME -match '^[A-Za-z0-9-]{3,24}$' -and $location -match '^[a-z0-9]+$'
$sources = @($watched | ForEach-Object { "/subscriptions/$_" }) + $registries + $clusters

# --- Region ---

$locations = Read-Azure 'functionapp', 'list-flexconsumption-locations'
if ($null -eq $locations) {
    Add-NotChecked 'regions of Flex Consumption'
} elseif (-not ($locations | Where-Object { (Get-Region $_['name']) -eq $location })) {
    Add-Problem "The region $location does not have Flex Consumption." `
        'az functionapp list-flexconsumption-locations --output table'
} else {
    $runtimes = Read-Azure 'functionapp', 'list-flexconsumption-runtimes', '--location', $location, '--runtime', 'java'
    if ($null -eq $runtimes) {
        Add-NotChecked "Java in the region $location"
    } elseif (-not ($runtimes | Where-Object { $_['version'] -match '^21(\.0)?$' })) {
        Add-Problem "Flex Consumption does not have Java 21 in the region $location." `
            "az functionapp list-flexconsumption-runtimes --location $location --runtime java --output table"
    }
}

# --- Rights, resource providers and topics of each subscription ---

# The actions of the templates there.
function Get-Actions([string] $Id) {
    $actions = @('Microsoft.Resources/deployments/write')
    if ($Id -eq $homeId) {
        $actions += 'Microsoft.Resources/subscriptions/resourceGroups/write', 'Microsoft.Web/serverfarms/write', 'Microsoft.Web/sites/write',
        'Microsoft.Storage/storageAccounts/write', 'Microsoft.KeyVault/vaults/write', 'Microsoft.ManagedIdentity/userAssignedIdentities/write',
        'Microsoft.Insights/components/write', 'Microsoft.Insights/actionGroups/write', 'Microsoft.Authorization/roleAssignments/write'
        if (-not (Get-Value 'TELEMETRY_WORKSPACE_ID')) { $actions += 'Microsoft.OperationalInsights/workspaces/write' }
    }
    if ($Id -in $watched) {
        $actions += 'Microsoft.Resources/subscriptions/resourceGroups/write', 'Microsoft.Authorization/roleDefinitions/write',
        'Microsoft.Authorization/roleAssignments/write', 'Microsoft.EventGrid/systemTopics/write'
    }
    if (($registries + $clusters).Where({ (Get-SubscriptionOf $_) -eq $Id })) { $actions += 'Microsoft.EventGrid/systemTopics/write' }
    if ($logs -and $registries.Where({ (Get-SubscriptionOf $_) -eq $Id })) { $actions += 'Microsoft.Insights/diagnosticSettings/write' }
    if ($workspaces.Where({ (Get-SubscriptionOf $_) -eq $Id })) { $actions += 'Microsoft.Insights/scheduledQueryRules/write' }
    return Sort-Ordinal $actions
}

function Get-Providers([string] $Id) {
    $providers = @()
    if ($Id -eq $homeId) {
        $providers += 'Microsoft.Web', 'Microsoft.Storage', 'Microsoft.KeyVault', 'Microsoft.ManagedIdentity', 'Microsoft.Insights',
        'Microsoft.OperationalInsights'
        if (Get-Value 'APP_SUBNET_ID') { $providers += 'Microsoft.App' }
    }
    if ($Id -in $watched -or ($registries + $clusters).Where({ (Get-SubscriptionOf $_) -eq $Id })) { $providers += 'Microsoft.EventGrid' }
    if ($workspaces.Where({ (Get-SubscriptionOf $_) -eq $Id })) { $providers += 'Microsoft.Insights', 'Microsoft.AlertsManagement' }
    return Sort-Ordinal $providers
}

function Test-Action($Patterns, [string] $Action) {
    foreach ($pattern in @($Patterns)) {
        if ($null -ne $pattern -and $Action -match ('^' + [regex]::Escape($pattern).Replace('\*', '.*') + '$')) { return $true }
    }
    return $false
}

# "yes", "with a condition" or "no". Another role may allow the excluded actions of one role.
function Get-May($Rights, [string] $Action) {
    $giving = @($Rights | Where-Object { $_ -and (Test-Action $_['actions'] $Action) -and -not (Test-Action $_['notActions'] $Action) })
    if ($giving.Where({ -not $_['condition'] })) { return 'yes' }
    return $giving ? 'with a condition' : 'no'
}

function Test-Mine($Topic) {
    $tags = $Topic['tags']
    if (-not $tags -or -not $tags['pull-responder']) { return $false }
    if ($env:FUNCTION_APP_NAME) { return $tags['pull-responder'] -ceq $env:FUNCTION_APP_NAME }
    return $tags['azd-env-name'] -ceq $env:AZURE_ENV_NAME
}

function Test-Topic([string] $Source, $Topics) {
    $existing = $topicOf[$Source]
    $topic = $Topics | Where-Object { (Get-Low $_['properties']['source']) -eq $Source } | Select-Object -First 1
    $add = if ($topic) { "Add to EXISTING_TOPICS: $(Format-Json $Source): $(Format-Json $topic['id'])" }
    if (-not $existing) {
        if ($topic -and -not (Test-Mine $topic)) { Add-Problem "There is a topic for $Source already, and Azure allows only one." $add }
        return
    }
    if (-not $topic) {
        Add-Problem "EXISTING_TOPICS names $existing for $Source, which has no topic." 'Remove it from EXISTING_TOPICS.'
        return
    }
    if ((Get-Low $topic['id']) -ne $existing) {
        Add-Problem "EXISTING_TOPICS names $existing for $Source, which has another topic." $add
        return
    }
    $identity = $topic['identity']
    $identities = if ($identity -and $identity['userAssignedIdentities']) { Sort-Ordinal @($identity['userAssignedIdentities'].Keys) } else { @() }
    $wanted = $env:EVENTS_IDENTITY_NAME
    if ($wanted -and @($identities).Where({ $_ -and $_.EndsWith("/userAssignedIdentities/$wanted", 'OrdinalIgnoreCase') })) { return }
    if (@($identities).Count -ge 2) {
        Add-Problem "The topic $($topic['id']) has two user-assigned identities already, and Azure allows no third one." `
            "Remove an identity from the topic, or do not watch $Source."
    } elseif ($wanted) {
        $all = [ordered] @{}
        foreach ($one in $identities) { $all[$one] = @{} }
        $all["/subscriptions/$env:AZURE_SUBSCRIPTION_ID/resourceGroups/$env:AZURE_RESOURCE_GROUP/providers/Microsoft.ManagedIdentity/userAssignedIdentities/$wanted"] = @{}
        $kind = if ($identity -and $identity['type'] -match 'SystemAssigned') { 'SystemAssigned, UserAssigned' } else { 'UserAssigned' }
        $body = Format-Json ([ordered] @{ identity = [ordered] @{ type = $kind; userAssignedIdentities = $all } })
        Add-Problem "The topic $($topic['id']) does not have the identity $wanted." `
            "az rest --method patch --url $(Format-Quoted "$($topic['id'])?api-version=2025-02-15") --body $(Format-Quoted $body)"
    } else {
        $notes.Add("After the first deployment give the topic $($topic['id']) the identity EVENTS_IDENTITY_NAME; this script then prints the command.")
    }
}

function Test-Subscription([string] $Id) {
    $rights = Read-List "/subscriptions/$Id/providers/Microsoft.Authorization/permissions?api-version=2022-04-01"
    $rightsKnown = $null -ne $rights
    if (-not $rightsKnown) { Add-NotChecked "your rights on subscription $Id" }
    $registered = Read-Azure 'provider', 'list', '--subscription', $Id, '--query', '[].{namespace:namespace,state:registrationState}'
    if ($null -eq $registered) { Add-NotChecked "resource providers of subscription $Id" }
    $topics = Read-List "/subscriptions/$Id/providers/Microsoft.EventGrid/systemTopics?api-version=2025-02-15"
    # There is none if the provider is not registered.
    if ($null -eq $topics -and $script:AzError -notmatch 'MissingSubscriptionRegistration|SubscriptionNotRegistered') {
        Add-NotChecked "topics of subscription $Id"
    }
    if ($rightsKnown) {
        $actions = @(Get-Actions $Id)
        $missing = @($actions | Where-Object { (Get-May $rights $_) -eq 'no' })
        $ofAccess = @($missing | Where-Object { $_.StartsWith('Microsoft.Authorization/') })
        if ($missing -and ($Id -eq $homeId -or $Id -in $watched)) {
            $role = if ($ofAccess.Count -eq $missing.Count) { '"User Access Administrator"' } elseif ($ofAccess) { 'Owner' } else { 'Contributor' }
            Add-Problem "You lack rights on subscription ${Id}: $($missing -join ', ')" `
                "Ask an owner: az role assignment create --assignee <you> --role $role --scope /subscriptions/$Id"
        } elseif ($missing) {
            $unchecked.Add("rights on the resource groups of the watched resources in subscription ${Id}: you do not have them on the whole subscription ($($missing -join ', '))")
        }
        foreach ($action in $actions) {
            if ((Get-May $rights $action) -eq 'with a condition') { $unchecked.Add("$action on subscription ${Id}: your role has a condition") }
        }
    }
    if ($null -ne $registered) {
        foreach ($namespace in Get-Providers $Id) {
            if ($registered | Where-Object { $_['namespace'] -eq $namespace -and $_['state'] -ceq 'Registered' }) { continue }
            if ($namespace -eq 'Microsoft.AlertsManagement') {
                $notes.Add("$namespace is not registered in subscription $Id; the deployment does not need it.")
            } elseif ($namespace -ne 'Microsoft.App' -and $rightsKnown -and (Get-May $rights "$namespace/register/action") -eq 'yes') {
                $notes.Add("$namespace is not registered in subscription $Id; the deployment registers it.")
            } else {
                Add-Problem "The resource provider $namespace is not registered in subscription $Id." `
                    "az provider register --subscription $Id --namespace $namespace --wait"
            }
        }
    }
    if ($null -ne $topics) {
        foreach ($source in $sources) { if ((Get-SubscriptionOf $source) -eq $Id) { Test-Topic $source $topics } }
    }
}

$resources = $registries + $clusters + $workspaces
@($homeId) + $watched + @($resources | ForEach-Object { Get-SubscriptionOf $_ }) | Select-Object -Unique | ForEach-Object { Test-Subscription $_ }

# --- Watched resources ---

foreach ($id in $resources) {
    if ($null -eq (Read-Azure 'resource', 'show', '--ids', $id)) {
        if ($script:AzError -cmatch 'NotFound') {
            Add-Problem "$id does not exist." "az resource list --name $(Format-Quoted $id.Split('/')[-1]) --query [].id"
        } else {
            Add-NotChecked "whether $id exists"
        }
    }
}
$categories = 'ContainerRegistryLoginEvents', 'ContainerRegistryRepositoryEvents'
foreach ($registry in @($registries | Where-Object { $logs })) {
    $settings = Read-List "$registry/providers/Microsoft.Insights/diagnosticSettings?api-version=2021-05-01-preview"
    if ($null -eq $settings) {
        if ($script:AzError -cnotmatch 'NotFound') { Add-NotChecked "diagnostic settings of $registry" }
        continue
    }
    $others = @($settings | Where-Object { -not $env:FUNCTION_APP_NAME -or $_['name'] -ne $env:FUNCTION_APP_NAME })
    foreach ($setting in $others) {
        if ($setting['properties']['workspaceId'] -ne $env:REGISTRY_LOGS_WORKSPACE_ID) { continue }
        $same = @($setting['properties']['logs'] |
            Where-Object { $_ -and $_['enabled'] -and ($_['category'] -in $categories -or $_['categoryGroup'] -in 'allLogs', 'audit') })
        if ($same) {
            Add-Problem "The diagnostic setting $($setting['name']) of $registry sends these logs to REGISTRY_LOGS_WORKSPACE_ID already, and Azure rejects a second one." `
                'Leave REGISTRY_LOGS_WORKSPACE_ID empty.'
        }
    }
    if ($others.Count -ge 5) {
        $names = ($others | ForEach-Object { $_['name'] }) -join ', '
        Add-Problem "$registry has five diagnostic settings already, and Azure allows no more: $names" `
            "az monitor diagnostic-settings delete --resource $(Format-Quoted $registry) --name <one of them>"
    }
}

# --- The app's subnet ---

# For an existing subnet: the region of its network, and the right to join it.
function Test-Subnet {
    $network = Read-Azure 'network', 'vnet', 'show', '--ids', ($env:APP_SUBNET_ID -replace '/[^/]+/[^/]+$', '')
    if ($null -eq $network) {
        Add-NotChecked "the region of the subnet's network"
    } elseif ((Get-Region $network['location']) -ne $location) {
        $its = Get-Region $network['location']
        Add-Problem "The network of the subnet is in the region $its, and the app would be in $location." `
            "Use a subnet of a network in $location, or set AZURE_LOCATION=$its."
    }
    $rights = Read-List "$env:APP_SUBNET_ID/providers/Microsoft.Authorization/permissions?api-version=2022-04-01"
    if ($null -eq $rights) {
        Add-NotChecked 'your rights on the subnet'
        return
    }
    $join = 'Microsoft.Network/virtualNetworks/subnets/join/action'
    $may = Get-May $rights $join
    if ($may -eq 'no') {
        Add-Problem "You lack rights on the subnet: $join" ('Ask an owner: az role assignment create --assignee <you> ' +
            "--role ""Network Contributor"" --scope $(Format-Quoted $env:APP_SUBNET_ID)")
    } elseif ($may -eq 'with a condition') {
        $unchecked.Add("$join on the subnet: your role has a condition")
    }
}

if ($env:APP_SUBNET_ID) {
    $subnetName = $env:APP_SUBNET_ID.Split('/')[-1]
    $quoted = Format-Quoted $env:APP_SUBNET_ID
    if ($subnetName.Contains('_')) {
        Add-Problem "The name of the subnet $subnetName has an underscore, which Flex Consumption does not allow." `
            'Create a subnet of another name.'
    }
    $subnet = Read-Azure 'network', 'vnet', 'subnet', 'show', '--ids', $env:APP_SUBNET_ID
    if ($null -eq $subnet) {
        if ($script:AzError -cmatch 'NotFound') {
            Add-Problem "$env:APP_SUBNET_ID does not exist." `
                'az network vnet subnet create --delegations Microsoft.App/environments'
        } else {
            Add-NotChecked "the subnet $env:APP_SUBNET_ID"
        }
    } else {
        $delegations = @($subnet['delegations'] | Where-Object { $_ } | ForEach-Object { $_['serviceName'] })
        if (-not $delegations) {
            Add-Problem 'The subnet is not delegated to Microsoft.App/environments.' `
                "az network vnet subnet update --ids $quoted --delegations Microsoft.App/environments"
        } elseif ($delegations.Where({ $_ -ne 'Microsoft.App/environments' })) {
            Add-Problem "The subnet is delegated to $($delegations -join ', '), and the app needs a separate one." `
                'Create a subnet delegated to Microsoft.App/environments.'
        }
        if ($null -ne $subnet['serviceEndpoints'] -and @($subnet['serviceEndpoints']).Count) {
            $notes.Add('The subnet has service endpoints. Microsoft advises against them for Flex Consumption.')
        }
        if ($null -ne $subnet['privateEndpoints'] -and @($subnet['privateEndpoints']).Count) {
            Add-Problem 'The subnet has private endpoints, which Flex Consumption does not allow.' `
                'Create a separate subnet for the app.'
        }
        Test-Subnet
    }
}

# --- A deleted vault, whose name remains reserved ---

$vaults = Read-Azure 'keyvault', 'list-deleted', '--subscription', $env:AZURE_SUBSCRIPTION_ID, '--resource-type', 'vault'
if ($null -eq $vaults) { Add-NotChecked 'deleted vaults' }
foreach ($deleted in @($vaults | Where-Object { $_ -and $_['name'].StartsWith('pullresponder-') })) {
    $vault = $deleted['properties']
    if (-not $vault['tags'] -or $vault['tags']['azd-env-name'] -cne $env:AZURE_ENV_NAME -or (Get-Region $vault['location']) -ne $location) { continue }
    if ($vault['purgeProtectionEnabled']) {
        Add-Problem "The vault $($deleted['name']) of this installation was deleted, and its name is reserved until $(Format-Date $vault['scheduledPurgeDate'])." ("az group create " +
            "--subscription $env:AZURE_SUBSCRIPTION_ID --location $location --name $(Format-Quoted $vault['vaultId'].Split('/')[4])" +
            " && az keyvault recover --subscription $env:AZURE_SUBSCRIPTION_ID --name $($deleted['name'])")
    } else {
        Add-Problem "The vault $($deleted['name']) of this installation was deleted, and its name is reserved until it is purged." `
            "az keyvault purge --subscription $env:AZURE_SUBSCRIPTION_ID --name $($deleted['name']) --location $location"
    }
}

# --- Prediction by Azure ---

if ($valuesAreGood) {
    $messages = [Collections.Generic.List[string]]::new()
    az deployment sub what-if --subscription $env:AZURE_SUBSCRIPTION_ID --location $location --name "$env:AZURE_ENV_NAME-app" --parameters main.bicepparam 2>&1 |
        ForEach-Object { if ($_ -is [Management.Automation.ErrorRecord]) { $messages.Add("$_") } else { $_ } }
    if ($LASTEXITCODE -ne 0) {
        Add-Problem "Azure refuses the deployment: $(Get-Reason $messages)" `
            'See its message; the same without creating anything: az deployment sub what-if'
    }
} else {
    $unchecked.Add('the resources that Azure would create: some values are invalid')
}
Stop-WithReport

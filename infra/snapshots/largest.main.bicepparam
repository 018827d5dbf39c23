// The largest installation: three subscriptions, a subnet, a workspace of its own, and every capability.
using '../main.bicep'

param environmentName = 'pull-responder'
param location = 'West Europe'
param resourceGroupName = 'rg-platform-alerts'
param tags = {
  owner: 'platform'
}
param watchedSubscriptions = [
  '2f6a1c44-9d0b-4e57-8a83-51c7de0b9f12'
  '7c1d9e52-3b8a-4f06-9d41-6e2a80c5f374'
  'E4A2B7D0-5C19-4A68-B3F7-0D8C61E29A45'
]
param pullSecrets = true
param adminPasswords = true
param directory = true
param catalog = true
param tellTeams = true
param subnetId = '/subscriptions/2f6a1c44-9d0b-4e57-8a83-51c7de0b9f12/resourceGroups/rg-network/providers/Microsoft.Network/virtualNetworks/vnet-platform/subnets/pull-responder'
param telemetryWorkspaceId = '/subscriptions/2f6a1c44-9d0b-4e57-8a83-51c7de0b9f12/resourceGroups/rg-logs/providers/Microsoft.OperationalInsights/workspaces/logs-platform'
param purgeProtection = true
param instanceMemoryMB = 4096
param maximumInstances = 1
param waitingInstances = 2

// Failed pulls in one workspace. A module of its own, because a rule must be in the workspace's region.

@description('Tags of every resource.')
param tags object

@description('Name of the installation.')
param environmentName string

@description('Name of the workspace.')
param workspaceName string

@description('Severity of the alerts, 0 to 4.')
param severity int

@description('How often the rule looks.')
param frequency string

@description('Action group that is called.')
param actionGroupId string

resource workspace 'Microsoft.OperationalInsights/workspaces@2023-09-01' existing = {
  name: workspaceName
}

module rule 'pull-failure-rule.bicep' = {
  name: '${environmentName}-rule-${uniqueString(workspace.id)}'
  params: {
    location: workspace.location
    tags: tags
    ruleName: '${environmentName}-${workspaceName}-failed-pulls'
    workspaceId: workspace.id
    severity: severity
    frequency: frequency
    actionGroupId: actionGroupId
  }
}

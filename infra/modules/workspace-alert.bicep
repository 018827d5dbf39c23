// The alert rule of one workspace. It is a separate module, because a rule must be in the workspace's region.
import { Tags } from 'types.bicep'

@description('Tags of every resource.')
param tags Tags

@description('Name of the function app.')
param appName string

@description('Name of the workspace.')
param workspaceName string

@description('Severity of the alerts, 0 to 4.')
param severity int

@description('Interval of the rule.')
param frequency string

@description('Action group that is called.')
param actionGroupId string

resource workspace 'Microsoft.OperationalInsights/workspaces@2025-07-01' existing = {
  name: workspaceName
}

module rule 'pull-failure-rule.bicep' = {
  #disable-next-line no-module-name // Outside the app's group: other installations deploy there too, under names of their own.
  name: '${appName}-rule-${uniqueString(workspace.id)}'
  params: {
    location: workspace.location
    tags: tags
    ruleName: '${appName}-failed-pulls-${workspaceName}'
    workspaceId: workspace.id
    severity: severity
    frequency: frequency
    actionGroupId: actionGroupId
  }
}

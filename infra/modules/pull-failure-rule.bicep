// Fires for each pod that cannot pull, and resolves when it has not failed for ten minutes.

@description('Region of the workspace.')
param location string

@description('Tags of every resource.')
param tags object

@description('Name of the rule.')
param ruleName string

@description('Workspace with the table KubeEvents.')
param workspaceId string

@description('Severity of the alerts, 0 to 4.')
param severity int

@description('How often the rule looks, at most the ten minutes that it looks back.')
param frequency string

@description('Action group that is called.')
param actionGroupId string

resource rule 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = {
  name: ruleName
  location: location
  tags: tags
  kind: 'LogAlert'
  properties: {
    displayName: 'Pods cannot pull their image'
    description: 'Pull Responder finds out why. One alert for each pod.'
    severity: severity
    enabled: true
    scopes: [workspaceId]
    evaluationFrequency: frequency
    // Rows arrive minutes after what they tell of; a window of the frequency would miss them. Each pod is told of once all the same.
    windowSize: 'PT10M'
    autoMitigate: true
    // The table is not there before the first cluster sends to the workspace.
    skipQueryValidation: true
    criteria: {
      allOf: [
        {
          query: loadTextContent('../failed-pulls.kql')
          timeAggregation: 'Count'
          operator: 'GreaterThan'
          threshold: 0
          resourceIdColumn: '_ResourceId'
          dimensions: [
            {
              name: 'ClusterId'
              operator: 'Include'
              values: ['*']
            }
            {
              name: 'Namespace'
              operator: 'Include'
              values: ['*']
            }
            {
              name: 'Name'
              operator: 'Include'
              values: ['*']
            }
          ]
          failingPeriods: {
            numberOfEvaluationPeriods: 1
            minFailingPeriodsToAlert: 1
          }
        }
      ]
    }
    actions: {
      actionGroups: [actionGroupId]
    }
  }
}

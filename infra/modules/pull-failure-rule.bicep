// Fires for each pod that cannot pull. The rule evaluates the last 10 minutes, and Azure resolves an alert when the condition has not been met for
// another 10 minutes (a rule that runs every minute) or for three runs (a rule that runs less often): about 20 minutes after the last
// failure with PT1M, 25 with PT5M, 40 with PT10M ("Create or edit a log search alert rule").
import { Tags } from 'types.bicep'

@description('Region of the workspace.')
param location string

@description('Tags of every resource.')
param tags Tags

@description('Name of the rule.')
param ruleName string

@description('Workspace with the table KubeEvents.')
param workspaceId string

@description('Severity of the alerts, 0 to 4.')
param severity int

@description('Interval of the rule, at most the 10 minutes that it evaluates.')
param frequency string

@description('Action group that is called.')
param actionGroupId string

resource rule 'Microsoft.Insights/scheduledQueryRules@2026-03-01' = {
  name: ruleName
  location: location
  tags: tags
  kind: 'LogAlert'
  properties: {
    displayName: 'Pods cannot pull their image'
    description: 'Pull Responder finds the cause. One alert for each pod.'
    severity: severity
    enabled: true
    scopes: [workspaceId]
    evaluationFrequency: frequency
    // Rows arrive minutes after the failure; a window as short as the frequency would miss them. Each pod still has one alert.
    windowSize: 'PT10M'
    autoMitigate: true
    // The table does not exist before the first cluster sends to the workspace.
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

// Sends alerts to the app. The only template that reads a key: that of one function, which only accepts alerts.
import { Tags } from 'types.bicep'

@description('Tags of every resource.')
param tags Tags

@description('Name of the function app.')
param functionAppName string

resource app 'Microsoft.Web/sites@2025-03-01' existing = {
  name: functionAppName
}

resource pullAlert 'Microsoft.Web/sites/functions@2025-03-01' existing = {
  parent: app
  name: 'PullAlert'
}

resource actions 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: 'ag-${functionAppName}'
  location: 'global'
  tags: tags
  properties: {
    groupShortName: 'pullrespond'
    enabled: true
    azureFunctionReceivers: [
      {
        name: 'PullAlert'
        functionAppResourceId: app.id
        functionName: pullAlert.name
        httpTriggerUrl: 'https://${app.properties.defaultHostName}/api/alerts?code=${uriComponent(pullAlert.listKeys().default)}'
        useCommonAlertSchema: true
      }
    ]
  }
}

@description('Id of the action group.')
output actionGroupId string = actions.id

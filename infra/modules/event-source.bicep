// One source of events: its system topic, and the app's event subscriptions there.
import { Delivery, EventFilter, Tags } from 'types.bicep'

@description('Resource id of the source.')
param source string

@description('Type of the topic: az eventgrid topic-type list.')
param topicType string

@description('Region of the source.')
param location string

@description('Tags of the topic.')
param tags Tags

@description('Name of the function app. It is part of the names of the event subscriptions: several installations may share a topic.')
param appName string

@description('Id of the source\'s topic, if it has one; else empty. It must be in this resource group, and have the identity.')
param topicId string

@description('One event subscription for each element.')
param filters EventFilter[]

@description('Destination of events.')
param delivery Delivery

var topicName = empty(topicId) ? 'evgt-${appName}-${take(uniqueString(source), 8)}' : last(split(topicId, '/'))

resource newTopic 'Microsoft.EventGrid/systemTopics@2025-02-15' = if (empty(topicId)) {
  name: topicName
  location: location
  tags: tags
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${delivery.identityId}': {}
    }
  }
  properties: {
    source: source
    topicType: topicType
  }
}

resource topic 'Microsoft.EventGrid/systemTopics@2025-02-15' existing = {
  name: topicName
}

// One by one: a topic takes one change at a time.
@batchSize(1)
resource subscriptions 'Microsoft.EventGrid/systemTopics/eventSubscriptions@2025-02-15' = [
  for (part, i) in filters: {
    parent: topic
    name: '${appName}-${i}'
    properties: {
      filter: {
        includedEventTypes: part.eventTypes
        advancedFilters: empty(part.operations)
          ? []
          : [
              {
                operatorType: 'StringIn'
                key: 'data.operationName'
                values: part.operations
              }
            ]
      }
      eventDeliverySchema: 'EventGridSchema'
      destination: {
        endpointType: 'AzureFunction'
        properties: {
          resourceId: delivery.functionId
          maxEventsPerBatch: 1
        }
      }
      retryPolicy: {
        maxDeliveryAttempts: 30
        eventTimeToLiveInMinutes: 1440
      }
      deadLetterWithResourceIdentity: {
        identity: {
          type: 'UserAssigned'
          userAssignedIdentity: delivery.identityId
        }
        deadLetterDestination: {
          endpointType: 'StorageBlob'
          properties: {
            resourceId: delivery.deadLetterAccountId
            blobContainerName: 'event-dead-letters'
          }
        }
      }
    }
    dependsOn: [newTopic]
  }
]

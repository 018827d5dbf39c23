// The smallest installation: one subscription, nothing optional.
using '../events.bicep'

param environmentName = 'pull-responder'
param location = 'westeurope'
param functionAppName = 'pull-responder-cf6y2bna'
param storageAccountName = 'pullrespondercf6y2bna'
param eventsIdentityName = 'id-pull-responder-events-cf6y2bna'

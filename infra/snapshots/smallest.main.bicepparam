// The smallest installation: one subscription, nothing optional.
using '../main.bicep'

param environmentName = 'pull-responder'
param location = 'westeurope'

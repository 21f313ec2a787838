'use strict';

// What the infrastructure team publishes, compiled. A YAML team pins its version, and needs no TypeScript.
const { Cluster, IdentityProvider, KubernetesVersion, Platform, TrustBundle } = require('cdk8s-pinterest/platform');

const ingress = { className: 'public', namespace: 'ingress' };

/** A plain cluster: workloads call each other without certificates. */
const staging = new Cluster({
  name: 'staging', environment: 'staging', region: 'us-east-1', version: KubernetesVersion.V1_27, ingress,
});

/** A cluster on which each workload has a certificate, and a proxy that asks callers for theirs. */
const production = new Cluster({
  name: 'prod-east',
  environment: 'prod',
  region: 'us-east-1',
  version: KubernetesVersion.V1_37,
  ingress,
  identity: IdentityProvider.certManager({
    issuer: 'mesh', trust: TrustBundle.configMap({ name: 'mesh-authorities' }), trustDomain: 'example.com',
  }),
});

exports.platform = new Platform({ clusters: [staging, production] });

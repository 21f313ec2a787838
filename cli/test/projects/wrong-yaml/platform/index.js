const { Cluster, KubernetesVersion, Platform } = require('cdk8s-pinterest/platform');

exports.platform = new Platform({
  clusters: ['prod-east', 'staging'].map(name => new Cluster({ name, environment: 'dev', version: KubernetesVersion.V1_37 })),
});

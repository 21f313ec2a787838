import { ApiObject, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { app, ConfigMaps, proxy } from './containers';
import { SHARED_FILES } from '../../lib/runtime/traffic/shared-files';
import { identity } from '../documents/identity';
import { proxyFiles } from '../documents/proxy';
import { configFile } from '../documents/shared';
import { FleetTeam, FleetWorkload } from '../fleet/fleet';

/** A workload written in cdk8s-plus without a platform library: the same objects and containers, in the style of cdk8s-plus. */
export class PlusWorkload extends Construct {
  constructor(scope: Construct, private readonly team: FleetTeam, private readonly workload: FleetWorkload) {
    super(scope, workload.name);
    const { name, port, host, minPods, maxPods } = workload;
    const metadata = this.metadata();
    const serviceAccount = new kplus.ServiceAccount(this, 'ServiceAccount', { metadata, automountToken: false });
    const certificate = new ApiObject(this, 'Certificate', identity(team, workload));

    const deployment = new kplus.Deployment(this, 'Deployment', {
      metadata,
      serviceAccount,
      replicas: maxPods > minPods ? undefined : minPods,
      containers: this.containers(certificate),
      podMetadata: { labels: { 'app.kubernetes.io/name': name }, annotations: { 'example.com/contact': team.contact } },
      strategy: kplus.DeploymentStrategy.rollingUpdate({
        maxSurge: kplus.PercentOrAbsolute.percent(25), maxUnavailable: kplus.PercentOrAbsolute.absolute(0),
      }),
      securityContext: { ensureNonRoot: true, fsGroup: 10001 },
    });
    deployment.scheduling.spread({ topology: kplus.Topology.ZONE });

    if (port) {
      const ports = [
        { name: 'https', port: 443, targetPort: 8443 }, ...(host ? [{ name: 'plain', port: 80, targetPort: 8081 }] : []),
      ];
      const service = deployment.exposeViaService({ name, ports });
      if (host) {
        const backend = kplus.IngressBackend.fromService(service, { port: 80 });
        new kplus.Ingress(this, 'Ingress', {
          metadata, rules: [{ host, path: '/', pathType: kplus.HttpIngressPathType.PREFIX, backend }],
        });
      }
    }
    if (maxPods > minPods) {
      const target = kplus.MetricTarget.averageUtilization(workload.cpuPercent);
      const usage = kplus.Metric.containerCpu({ container: deployment.containers[0], target });
      new kplus.HorizontalPodAutoscaler(this, 'Autoscaler', {
        metadata, target: deployment, minReplicas: minPods, maxReplicas: maxPods, metrics: [usage],
      });
    }
    new kplus.k8s.KubePodDisruptionBudget(this, 'DisruptionBudget', {
      metadata,
      spec: { maxUnavailable: kplus.k8s.IntOrString.fromString('10%'), selector: { matchLabels: deployment.matchLabels } },
    });
    this.networkPolicy(deployment);
  }

  private metadata() {
    const { team, workload } = this;
    return {
      name: workload.name,
      namespace: team.name,
      labels: { 'app.kubernetes.io/name': workload.name, 'example.com/team': team.name },
      annotations: { 'example.com/contact': team.contact },
    };
  }

  private containers(certificate: ApiObject): kplus.ContainerProps[] {
    const { team, workload } = this;
    const configMap = (id: string, data: Record<string, string>) =>
      new kplus.ConfigMap(this, id, {
        metadata: { ...this.metadata(), name: `${workload.name}-${id.toLowerCase()}` }, immutable: true, data,
      });
    const configMaps: ConfigMaps = {
      config: configMap('Config', { 'app.yaml': configFile(team, workload) }),
      env: workload.logLevel ? configMap('Env', { LOG_LEVEL: workload.logLevel }) : undefined,
      proxy: workload.port ? configMap('Proxy', proxyFiles(team, workload, workload.port)) : undefined,
    };
    // What all proxies of the team have, once.
    const shared = `${team.name}-proxy`;
    if (workload === team.workloads.find(({ port }) => port !== undefined)) {
      new kplus.ConfigMap(this, 'Shared', {
        metadata: { name: shared, namespace: team.name }, immutable: true, data: { ...SHARED_FILES },
      });
    }
    const secret = kplus.Volume.fromSecret(
      this, 'IdentityVolume', kplus.Secret.fromSecretName(this, 'IdentitySecret', certificate.name),
    );
    return [
      app(this, team, workload, secret, configMaps),
      ...(configMaps.proxy ? [proxy(this, secret, configMaps.proxy, shared, workload)] : []),
    ];
  }

  private networkPolicy(deployment: kplus.Deployment): void {
    const { team, workload } = this;
    const namespaces = (name: string, id: string) => kplus.Namespaces.select(this, id, { names: [name] });
    const rules = workload.callers.map(({ name, namespace }): kplus.NetworkPolicyRule => ({
      peer: kplus.Pods.select(this, `Caller-${name}`, {
        labels: { 'app.kubernetes.io/name': name }, namespaces: namespaces(namespace ?? team.name, `Namespace-${name}`),
      }),
      ports: [kplus.NetworkPolicyPort.tcp(8443)],
    }));
    if (workload.host) {
      rules.push({ peer: namespaces('ingress', 'IngressNamespace'), ports: [kplus.NetworkPolicyPort.tcp(8081)] });
    }
    const ingress = { default: kplus.NetworkPolicyTrafficDefault.DENY, rules };
    new kplus.NetworkPolicy(this, 'NetworkPolicy', { metadata: this.metadata(), selector: deployment, ingress });
  }
}

/** A chart for each team. */
export class PlusTeam extends Chart {
  constructor(scope: Construct, team: FleetTeam) {
    super(scope, team.name, { namespace: team.name });
    for (const workload of team.workloads) new PlusWorkload(this, team, workload);
  }
}

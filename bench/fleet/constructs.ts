import { Size } from 'cdk8s';
import { Cpu, EnvValue, Probe } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { FleetTeam, FleetWorkload } from './fleet';
import { TrafficProtocol, Artifact, Caller, Exposure, PinterestChart, PinterestService, Scaling } from '../../lib';

/** A team's chart, as the team would write it with this library. */
export class TeamChart extends PinterestChart {
  constructor(scope: Construct, team: FleetTeam) {
    super(scope, team.name, { namespace: team.name, owner: { team: team.name, contact: team.contact } });
    for (const workload of team.workloads) service(this, workload);
  }
}

function service(chart: PinterestChart, workload: FleetWorkload): PinterestService {
  const { name, repository, version, commit, http } = workload;
  return new PinterestService(chart, name, {
    container: {
      image: repository,
      portNumber: workload.port,
      readiness: workload.port && http ? Probe.fromHttpGet('/healthz') : undefined,
      envVariables: Object.fromEntries(
        Object.entries(workload.env).map(([variable, value]) => [variable, EnvValue.fromValue(value)]),
      ),
      resources: {
        cpu: { request: Cpu.millis(workload.cpuMillis) },
        memory: { request: Size.mebibytes(workload.memoryMebibytes), limit: Size.mebibytes(2 * workload.memoryMebibytes) },
      },
    },
    artifact: Artifact.of({ image: repository, version, commit }),
    scaling: scaling(workload),
    config: { files: { 'app.yaml': workload.config }, env: workload.logLevel ? { LOG_LEVEL: workload.logLevel } : undefined },
    callers: workload.callers.map(caller => Caller.workload(caller.name, { namespace: caller.namespace })),
    exposure: workload.host ? Exposure.ingress({ host: workload.host }) : undefined,
    protocol: http ? TrafficProtocol.HTTP : TrafficProtocol.TCP,
  });
}

function scaling({ minPods, maxPods, cpuPercent }: FleetWorkload): Scaling {
  return maxPods > minPods ? Scaling.between(minPods, maxPods).onCpu(cpuPercent) : Scaling.fixed(minPods);
}

import { OpenPort } from './open-ports';
import { isHeadless, MoreServiceOptions, ServedWorkloadProps, ServiceShape } from './service-options';
import { ServiceType } from './service-type';
import { WorkloadBase } from './workload-base';
import { AnySource } from '../ports/port-access';
import { reservedServiceProblems } from '../resources/names';
import { portNumberProblems } from '../validation/port-number';
import { must, Problem } from '../validation/problem';
import { repeated } from '../validation/repeated';
import { suggest } from '../validation/suggest';
import { keyed } from '../validation/words';

const DAY = 86400;

/**
 * What is wrong with the shape of a workload's Services. Call it once all ports are known.
 *
 * @param numbered how many pods there are at most, if they have numbers
 */
export function serviceProblems(
  workload: WorkloadBase, { service, moreServices = [] }: ServedWorkloadProps, numbered: number | undefined,
): Problem[] {
  if (service === undefined && moreServices.length === 0) return [];
  const ports = workload.allPorts().filter(({ port: { access, lastNumber } }) => lastNumber === undefined && !access._nobody);
  const names = ports.map(({ port }) => port.name);
  const { namespace } = workload.intent;
  return [
    ...(service?.name === undefined ? [] : reservedServiceProblems('service.name', service.name, namespace)),
    ...moreServices.flatMap(({ name }, n) => reservedServiceProblems(`moreServices[${n}].name`, name, namespace)),
    ...(service ? shapeProblems('service', service, ports, workload.endpoints.named().map(({ name }) => name)) : []),
    ...repeated([service?.name ?? workload.intent.name, ...moreServices.map(({ name }) => name)]).map(value => (
      { field: 'moreServices', value, rule: 'is the name of two Services of the workload', fix: 'Give each a name of its own.' }
    )),
    ...moreServices.flatMap(({ pod }, n) => pod === undefined ? [] : podProblems(`moreServices[${n}].pod`, pod, numbered)),
    ...moreServices.flatMap((each, n) => {
      const field = `moreServices[${n}]`;
      const wrong = each.ports.filter(name => !names.includes(name)).map(value => (
        { field: `${field}.ports`, value, rule: 'is no port that a Service can have', fix: suggest('ports', names) }
      ));
      const none = must(each.ports.length > 0, () => (
        { field: `${field}.ports`, rule: 'must name a port', fix: suggest('ports', names) }
      ));
      const own = workload.endpoints.named(each.ports).map(({ name }) => name);
      return [...none, ...wrong, ...shapeProblems(field, each, ports.filter(({ port }) => each.ports.includes(port.name)), own)];
    }),
    ...(isHeadless(service) ? unseenNumbers(ports, moreServices) : []),
  ];
}

/** The pod of a Service that leads to one alone. */
function podProblems(field: string, value: number, numbered: number | undefined): Problem[] {
  if (numbered === undefined) {
    const rule = 'has no meaning, since its pods have no numbers';
    return [{ field, value, rule, fix: 'Leave it out, or use a PinterestStatefulSet.' }];
  }
  return must(Number.isInteger(value) && value >= 0 && value < numbered, {
    field, value, rule: `must be the number of a pod, from 0 to ${numbered - 1}`, fix: 'Write one of them, or raise replicas.',
  });
}

/** Numbers that a port has in no Service, since clients of the main one call the pods themselves. */
function unseenNumbers(ports: OpenPort[], moreServices: MoreServiceOptions[]): Problem[] {
  const seen = moreServices.filter(each => !isHeadless(each)).flatMap(each => each.ports);
  const unseen = ports.filter(({ port: { name, servicePort } }) => servicePort !== undefined && !seen.includes(name));
  return unseen.map(({ port, field }) => ({
    field: `${field}.servicePort`,
    value: port.servicePort,
    rule: 'has no meaning, since at a headless Service clients call the pods\' own ports',
    fix: 'Leave it out, or the type of the Service.',
  }));
}

/** A load balancer or node listens on all ports of its Service: where nothing enforces policies, they are open to everybody. */
function insidePorts(field: string, { kind }: ServiceType, ports: OpenPort[]): Problem[] {
  const [from, inside] = [ports.filter(isForOutside), ports.filter(port => !isForOutside(port))];
  if (from.length === 0) return [];
  const names = from.map(({ port }) => `"${port.name}"`).join(', ');
  return inside.map(({ port: { name } }) => ({
    field: `${field}.type`,
    value: kind,
    rule: `would also open the port "${name}", which is for nobody outside the cluster`,
    fix: field === 'service'
      ? `Write a further Service: moreServices: [{ name, ports: [${names}], type }].`
      : 'Leave it out of ports.',
  }));
}

function isForOutside({ port: { access } }: OpenPort): boolean {
  return access._has(AnySource.WORLD) || access._ranges.length > 0;
}

function shapeProblems(field: string, { type, sessionAffinity }: ServiceShape, ports: OpenPort[], names: string[]): Problem[] {
  const seconds = sessionAffinity?.toSeconds({ integral: false }) ?? 1;
  const outside = type?.kind === 'NodePort' || type?.kind === 'LoadBalancer';
  const numbers = Object.entries(type?._options.ports ?? {});
  return [
    ...must(seconds >= 1 && seconds <= DAY, {
      field: `${field}.sessionAffinity`,
      value: `${seconds} s`,
      rule: 'must be from a second to a day',
      fix: 'Write for example Duration.hours(3).',
    }),
    ...must(sessionAffinity === undefined || type?.kind !== 'Headless', {
      field: `${field}.sessionAffinity`, rule: 'has no meaning without an address of its own', fix: 'Leave it out, or the type.',
    }),
    ...must(!outside || ports.some(isForOutside), {
      field: `${field}.type`,
      value: type?.kind,
      rule: 'has no port that somebody outside the cluster may reach',
      fix: 'Give a port the access PortAccess.WORLD or PortAccess.ranges(...).',
    }),
    ...(outside ? insidePorts(field, type!, ports) : []),
    ...numbers.filter(([name]) => !names.includes(name)).map(([value]) => ({
      field: `${field}.type.ports`, value, rule: 'is no port of the Service', fix: suggest('ports', names),
    })),
    ...numbers.flatMap(([name, number]) => portNumberProblems(keyed(`${field}.type.ports`, name), number)),
  ];
}

import { Fields, fieldsOf, itemsOf } from './fields';
import { ReferenceField } from './reference-fields';
import { Trail } from './reference-walk';
import { Found, foundIn, Source } from './source';
import { suggest } from '../validation/suggest';
import { asString } from '../validation/words';

interface Use {
  readonly source: Source;
  readonly field: string;
  readonly service: string;
  readonly port: unknown;
}

/** AWS' controller for load balancers reads this as "see the annotation of this name". */
const NO_PORT = 'use-annotation';

/** The ports of Services, and who wants them. */
export class ServiceUsers {
  /** By namespace and name. */
  private readonly services = new Map<string, readonly unknown[]>();
  private readonly uses: Use[] = [];

  public add(namespace: string, name: string, { type, ports }: Fields): void {
    // Some gateways take any port of another host.
    if (type === 'ExternalName') return;
    this.services.set(`${namespace}/${name}`, itemsOf(ports));
  }

  public refer(source: Source, field: ReferenceField, name: string, around: Fields, at: Trail): void {
    if (!field.port) return;
    const kind = typeof field.to === 'string' ? field.to : field.to(around);
    if (kind !== 'Service') return;
    const { port, field: last } = field.port(around);
    const isPort = typeof port === 'number' || (typeof port === 'string' && port !== NO_PORT);
    const service = `${typeof around.namespace === 'string' && field.anywhere ? around.namespace : source.namespace}/${name}`;
    const known = this.services.get(service);
    if (!isPort || (known && hasPort(known, port))) return;
    this.uses.push({ source, field: at.to(last), service, port });
  }

  public found(): Found[] {
    return this.uses.flatMap(({ source, field, service, port }) => {
      const ports = this.services.get(service);
      if (!ports || hasPort(ports, port)) return [];
      return [foundIn(source, {
        field,
        value: port,
        rule: `is no port of the Service ${service}`,
        fix: `Name one that it has, or add this one to it. ${suggest('ports', ports.map(portInWords), asString(port))}`,
      })];
    });
  }
}

function hasPort(ports: readonly unknown[], wanted: unknown): boolean {
  return ports.some(each => wanted === fieldsOf(each).port || wanted === fieldsOf(each).name);
}

function portInWords(item: unknown): string {
  const { name, port } = fieldsOf(item);
  return typeof name === 'string' ? `${name} (${asString(port)})` : asString(port);
}


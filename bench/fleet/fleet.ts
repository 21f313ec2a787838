import { NAMES, PRODUCTS, ROLES, Role } from './vocabulary';

/** A workload in plain values; each contender expresses it in its own way. */
export interface FleetWorkload {
  readonly name: string;
  /** The image, without tag. */
  readonly repository: string;
  readonly version: string;
  readonly commit: string;
  /** Undefined if it takes its work from a queue. */
  readonly port?: number;
  /** Whether the port serves HTTP. */
  readonly http: boolean;
  readonly cpuMillis: number;
  readonly memoryMebibytes: number;
  /** Variables of the container, besides its configuration. */
  readonly env: Record<string, string>;
  /** The file app.yaml, with templates. */
  readonly config: string;
  readonly logLevel?: string;
  readonly minPods: number;
  /** If above the minimum, an autoscaler scales on CPU. */
  readonly maxPods: number;
  readonly cpuPercent: number;
  readonly callers: FleetCaller[];
  /** Its host name for access from outside. */
  readonly host?: string;
}

export interface FleetCaller {
  readonly name: string;
  /** Set if it belongs to another team. */
  readonly namespace?: string;
}

/** A team has a namespace with its name, and a chart. */
export interface FleetTeam {
  readonly name: string;
  readonly contact: string;
  readonly workloads: FleetWorkload[];
}

/** The fleet of a company with this many workloads. The same number gives the same fleet. */
export function fleetOf(workloads: number): FleetTeam[] {
  const teams: FleetTeam[] = [];
  for (let first = 0; first < workloads; first += ROLES.length) {
    teams.push(team(teams.length, Math.min(ROLES.length, workloads - first), teams[teams.length - 1]));
  }
  return teams;
}

function team(index: number, size: number, neighbour: FleetTeam | undefined): FleetTeam {
  const area = NAMES[index % NAMES.length];
  const product = PRODUCTS[Math.floor(index / NAMES.length) % PRODUCTS.length];
  const round = Math.floor(index / NAMES.length / PRODUCTS.length);
  const name = [product, area, ...(round > 0 ? [`${round}`] : [])].join('-');
  const roles = ROLES.slice(0, size);
  return {
    name,
    contact: `#${name}`,
    workloads: roles.map((role, n) => workload(name, area, role, index * ROLES.length + n, roles, neighbour)),
  };
}

function workload(
  namespace: string, area: string, role: Role, n: number, roles: Role[], neighbour: FleetTeam | undefined,
): FleetWorkload {
  const mixed = scatter(n);
  const name = `${area}-${role.name}`;
  const minPods = 2 + mixed % 3;
  return {
    name,
    repository: `registry.example.com/${namespace}/${role.name}`,
    version: `${1 + mixed % 7}.${mixed % 31}.${mixed % 13}`,
    commit: mixed.toString(16).padStart(8, '0'),
    port: role.port && role.port + mixed % 4,
    http: role.http ?? true,
    cpuMillis: 50 * (1 + mixed % 20),
    memoryMebibytes: 64 * (1 + mixed % 16),
    env: role.port
      ? { REQUEST_TIMEOUT_MS: `${100 * (1 + mixed % 50)}` }
      : { QUEUE: `${namespace}-${role.name}-${mixed % 8}`, BATCH_SIZE: `${1 + mixed % 500}` },
    config: config(name, mixed),
    logLevel: mixed % 4 === 0 ? ['debug', 'info', 'warn'][mixed % 3] : undefined,
    minPods,
    maxPods: role.port || mixed % 2 ? minPods + 1 + mixed % 40 : minPods,
    cpuPercent: 50 + mixed % 30,
    callers: [
      ...(role.callers ?? []).filter(caller => roles.some(each => each.name === caller))
        .map(caller => ({ name: `${area}-${caller}` })),
      ...(role.calledByNeighbour && neighbour ? [{ name: neighbour.workloads[0].name, namespace: neighbour.name }] : []),
    ],
    host: role.exposed ? `${area}.${namespace}.example.com` : undefined,
  };
}

function config(name: string, mixed: number): string {
  return `# Settings of ${name}; read once at the start.
server:
  name: {{service}}.{{namespace}}.svc.{{dnsDomain}}
  threads: ${4 + mixed % 60}
  maximumRequestBytes: ${1024 * (1 + mixed % 4096)}
database:
  url: postgres://{{namespace}}-{{environment}}.db.example.com:5432/${name.replaceAll('-', '_')}
  pool: { least: ${1 + mixed % 5}, most: ${10 + mixed % 90} }
cache:
  servers: [cache-1.{{region}}.example.com, cache-2.{{region}}.example.com, cache-3.{{region}}.example.com]
  expiresAfterSeconds: ${60 * (1 + mixed % 1440)}
features:
  newRanking: ${mixed % 2 === 0}
  shadowTraffic: ${(mixed % 100) / 100}
  experiment: ${name}-${mixed % 1000}
audit: { owner: {{team}}, cluster: {{cluster}}, version: "{{version}}" }
`;
}

/** The same for the same number, without a visible pattern. */
function scatter(n: number): number {
  return (n * 2654435761 + 40503) % 2 ** 32;
}

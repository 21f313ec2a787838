/** The kinds of workloads of a team. Each team has one of each. */
export interface Role {
  readonly name: string;
  /** Its first port; undefined for workers, which take work from a queue. */
  readonly port?: number;
  /** Whether it serves HTTP; true by default. */
  readonly http?: boolean;
  readonly exposed?: boolean;
  /** Roles of the same team that call it. */
  readonly callers?: string[];
  readonly calledByNeighbour?: boolean;
}

/** Half of them serve requests, half take work from queues. */
export const ROLES: Role[] = [
  { name: 'web', port: 3000, exposed: true },
  { name: 'api', port: 8080, callers: ['web'], calledByNeighbour: true },
  { name: 'indexer' },
  { name: 'search', port: 8080, callers: ['api', 'web'] },
  { name: 'notifier' },
  { name: 'ranker', port: 50051, http: false, callers: ['search', 'api'] },
  { name: 'ingest' },
  { name: 'profile', port: 9000, callers: ['api', 'ranker', 'search'] },
  { name: 'reports' },
  { name: 'archiver' },
];

/** Teams are named by a product and an area: enough for 1,000 teams without a number. */
export const PRODUCTS = [
  'ads', 'boards', 'pins', 'shopping', 'search', 'creators', 'video',
  'growth', 'trust', 'identity', 'messages', 'catalog', 'payments', 'media',
  'homefeed', 'partners', 'insights', 'mobile', 'graph', 'content', 'machine', 'stories', 'events', 'local', 'platform',
];

export const NAMES = [
  'billing', 'auction', 'budget', 'targeting', 'delivery', 'quality', 'spam',
  'ranking', 'related', 'trends', 'feeds', 'embedding', 'thumbs', 'upload',
  'moderation', 'comments', 'saves', 'follows', 'invites', 'email', 'push',
  'login', 'sessions', 'checkout', 'orders', 'refunds', 'pricing', 'stock',
  'merchants', 'reviews', 'exports', 'metrics', 'dashboards', 'crawl',
  'links', 'locales', 'consent', 'privacy', 'labels', 'history',
];

/** A resource of the server, such as the pods: a part of its paths. */
export interface Resource {
  /** Empty for the core group. */
  readonly group: string;
  readonly version: string;
  /** As in the path: `pods`. */
  readonly plural: string;
}

/** A resource as the server describes it. */
export interface ServedResource extends Resource {
  readonly kind: string;
  readonly namespaced: boolean;
  readonly verbs: readonly string[];
}

/** What to list. */
export interface Selection {
  /** All namespaces without it. */
  readonly namespace?: string;
  /** `app.kubernetes.io/name=api`. */
  readonly labels?: string;
  /** `metadata.name=api`, of what the server can select by. */
  readonly fields?: string;
}

/** The resource of a group's version, such as `apps/v1`. */
export function resource(apiVersion: string, plural: string): Resource {
  const slash = apiVersion.indexOf('/');
  return { group: apiVersion.slice(0, Math.max(slash, 0)), version: apiVersion.slice(slash + 1), plural };
}

/** The path of a resource, or of one of its objects. */
export function pathOf({ group, version, plural }: Resource, namespace?: string, name?: string): string {
  const parts = [
    ...(group === '' ? ['api', version] : ['apis', group, version]),
    ...(namespace === undefined ? [] : ['namespaces', namespace]), plural,
    ...(name === undefined ? [] : [name]),
  ];
  return `/${parts.map(encodeURIComponent).join('/')}`;
}

/** A path with the parameters that are given. */
export function withQuery(path: string, parameters: Readonly<Record<string, string | number | boolean | undefined>>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) if (value !== undefined) query.set(name, `${value}`);
  return query.size === 0 ? path : `${path}?${query}`;
}

import type { EnvVar } from 'kubernetes-types/core/v1';

/** Names in `$(NAME)`; `$$` is one `$`. */
function namesIn(value: string | undefined): string[] {
  if (value === undefined || !value.includes('$(')) return [];
  return [...value.matchAll(/\$\$|\$\(([^)]*)\)/g)].flatMap(([, name]) => name === undefined ? [] : [name]);
}

/**
 * Variables in an order in which each comes after those that it names as `$(NAME)`: of a later one Kubernetes leaves the text as
 * it is. Those that name none keep their order.
 */
export function inOrderOfUse(env: EnvVar[]): EnvVar[] {
  return isInOrder(env) ? env : walk(env).order;
}

/** Variables that name themselves, at once or by way of others. */
export function circularVariables(env: EnvVar[]): EnvVar[] {
  return isInOrder(env) ? [] : [...walk(env).circular];
}

/** As it mostly is: no variable names a later one, or itself. */
function isInOrder(env: EnvVar[]): boolean {
  const itselfAndLater = new Set<string>();
  for (let n = env.length - 1; n >= 0; n--) {
    const { name, value } = env[n];
    itselfAndLater.add(name);
    if (value?.includes('$(') && namesIn(value).some(each => itselfAndLater.has(each))) return false;
  }
  return true;
}

/** Without recursion: a list may be long, and each name the next. */
function walk(env: EnvVar[]): { order: EnvVar[]; circular: Set<EnvVar> } {
  const byName = new Map(env.map(variable => [variable.name, variable]));
  const order = new Set<EnvVar>();
  const circular = new Set<EnvVar>();
  const open = new Set<EnvVar>();
  const path: { readonly variable: EnvVar; readonly names: string[] }[] = [];
  const enter = (variable: EnvVar) => {
    open.add(variable);
    path.push({ variable, names: namesIn(variable.value) });
  };
  for (const first of env) {
    if (!order.has(first)) enter(first);
    for (let last = path.at(-1); last !== undefined; last = path.at(-1)) {
      const name = last.names.shift();
      if (name === undefined) {
        order.add(last.variable);
        open.delete(last.variable);
        path.pop();
        continue;
      }
      const named = byName.get(name);
      if (named === undefined || order.has(named)) continue;
      if (!open.has(named)) enter(named);
      else path.slice(path.findIndex(({ variable }) => variable === named)).forEach(({ variable }) => circular.add(variable));
    }
  }
  return { order: [...order], circular };
}

/** Where a field is: names of fields, and items of lists by what names them, in brackets: `containers`, `[app]`. */
export type Path = readonly string[];

/** Written without brackets. */
const PLAIN = /^[A-Za-z_$][\w$-]*$/;

/** `spec.template.spec.containers[app].image`, `metadata.labels[pinterest.com/team]`. */
export function pathText(path: Path): string {
  return path.map((step, n) => {
    if (isItem(step)) return step;
    if (!PLAIN.test(step)) return `[${step}]`;
    return n === 0 ? step : `.${step}`;
  }).join('');
}

/** The step to an item of a list. */
export function item(key: string): string {
  return `[${key}]`;
}

export function isItem(step: string): boolean {
  return step.startsWith('[');
}

export function startsWith(path: Path, start: Path): boolean {
  return start.length <= path.length && start.every((step, n) => path[n] === step);
}

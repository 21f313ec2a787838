import { ExplainedField, ExplainedObject } from '../explanation';

/** Where in a page something is told, by numbers: names are not safe in ids. */
export class Anchors {
  constructor(private readonly workload: number, private readonly objects: readonly ExplainedObject[]) {}

  /** Of a part of the page: `w0-pods`. */
  public part(name: string): string {
    return `w${this.workload}-${name}`;
  }

  public object(object: ExplainedObject): string {
    return this.part(`o${this.objects.indexOf(object)}`);
  }

  /** Of the object that is called so, such as `Deployment/api`. */
  public called(name: string): string {
    const found = this.objects.find(object => `${object.kind}/${object.name}` === name);
    return found ? this.object(found) : this.part('objects');
  }

  public field(object: ExplainedObject, field: ExplainedField): string {
    return `${this.object(object)}-f${object.fields.indexOf(field)}`;
  }

  /** Of the field of an object at a path, or the nearest one above it or in it. */
  public at(name: string, path: string): string {
    const object = this.objects.find(each => `${each.kind}/${each.name}` === name);
    const field = object?.fields.find(
      each => each.path === path || path.startsWith(`${each.path}.`) || path.startsWith(`${each.path}[`),
    )
      ?? object?.fields.find(each => each.path.startsWith(path));
    return object && field ? this.field(object, field) : this.called(name);
  }
}

import { Problem } from '../validation/problem';

/**
 * Where an image of this library is. Nobody publishes these images: a company builds them from images/ and pushes them to a
 * registry of its own.
 *
 * @param image such as `registrar:2026.11`; one that names a registry or repository is taken as it is
 */
export function platformImage(image: string, imageRegistry: string | undefined, report: (problem: Problem) => void): string {
  if (image.includes('/')) return image;
  if (imageRegistry !== undefined) return `${imageRegistry.replace(/\/+$/, '')}/${image}`;
  report({
    field: 'platform.imageRegistry',
    rule: `must name the registry that holds ${image}, which is built from images/ of this library`,
    fix: 'Give the Platform its imageRegistry, such as "registry.example.com/platform".',
  });
  return image;
}

/** Prefix of the platform's own labels and annotations, as on Pinterest's workloads (`pinterest.com/crd_name`). */
export const DOMAIN = 'pinterest.com';

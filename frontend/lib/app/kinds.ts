/** What is no workload. */
export const APP = 'PinterestApp';
export const CHART = 'PinterestChart';

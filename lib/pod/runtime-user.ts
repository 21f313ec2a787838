/** The user and the group of the runtime's own containers. */
export const RUNTIME_USER = 10001;

/** Roles that are a task in the house. */
export const TASKS = ['content_creator', 'moderator', 'admin'] as const
export type Task = (typeof TASKS)[number]

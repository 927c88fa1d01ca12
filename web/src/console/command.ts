/** A press of a button, as `POST …/commands` takes it; the version of the picture is added when it is sent. */
export interface Command {
  type: string
  entry?: string
  seat?: string
  reason?: string
  /** The fields of its own: of, off, screen, mode … */
  [field: string]: unknown
}

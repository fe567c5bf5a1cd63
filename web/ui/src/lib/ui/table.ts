// What a table's head says.
export interface Column {
  name: string;
  align?: "end";
  /** Named for screen readers only. */
  quiet?: boolean;
}

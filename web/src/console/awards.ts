// How many places are honoured, out of GET /standings: so many steps has mode 7.

export interface Result {
  groups: { rows: { award: string | null; rank: number | null }[] }[]
}

export const awardsIn = (r: Result): number => r.groups.flatMap((g) => g.rows).filter((row) => row.award !== null && row.rank !== null).length

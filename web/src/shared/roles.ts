// The words for the roles that people sign in with.

const roles: Record<string, string> = { director: '主控', verifier: '核分员', organiser: '组织者', timekeeper: '计时员', scrutineer: '监督员', auditor: '审计员', admin: '管理员' }

/** 主控; a role that this page does not know is shown as the server names it. */
export const roleWord = (role: string): string => roles[role] ?? role

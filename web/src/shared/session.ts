// Who sits at this browser, and what he may enter.
import { Problem, type Api } from './api.ts'

export interface Session {
  user: { name: string; role: string } | null
  seat: { id: string; round: string } | null
  expires: string
  contests: { id: string; name: string; rehearsal: boolean; rounds: { id: string; name: string; mode: string }[] }[]
}

/** The session of this browser's user; null where there is none. Throws when the server is not reached. */
export async function current(api: Api): Promise<Session | null> {
  try {
    const s = await api<Session>('/api/v1/sessions/current')
    return s.user ? s : null
  } catch (e) {
    if (e instanceof Problem && e.status === 401) return null
    throw e
  }
}

export const signIn = (api: Api, name: string, password: string): Promise<unknown> => api('/api/v1/sessions', { method: 'POST', body: { name, password } })

export const signOut = (api: Api): Promise<unknown> => api('/api/v1/sessions/current', { method: 'DELETE' })

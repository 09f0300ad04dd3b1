import { queryOptions } from '@tanstack/react-query'
import { getSystem, type System } from '@tessera/sdk'
import { answer } from './answer.ts'

export const systemQuery = queryOptions({
  queryKey: ['system'],
  queryFn: (): Promise<System> => answer(getSystem()),
  staleTime: Number.POSITIVE_INFINITY,
})

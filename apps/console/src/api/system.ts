import { queryOptions } from '@tanstack/react-query'
import * as sdk from '@tessera/sdk'
import { answer } from './client.ts'

/** What this installation is and offers. */
export const systemQuery = queryOptions({
  queryKey: ['system'],
  queryFn: () => answer(sdk.getSystem()),
  staleTime: Infinity,
})

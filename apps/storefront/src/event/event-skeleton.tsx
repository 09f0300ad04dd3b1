import { Skeleton, SkeletonText } from '@tessera/ui/skeleton'

/** The shape of an event's page while it is on its way. */
export function EventSkeleton() {
  return (
    <div>
      <div className="bg-mist">
        <div className="mx-auto grid max-w-7xl gap-8 px-4 py-8 md:px-8 lg:min-h-[30rem] lg:grid-cols-2 lg:py-14">
          <div className="grid content-between gap-8">
            <Skeleton className="h-28 w-4/5" />
            <Skeleton className="h-8 w-1/2" />
          </div>
          <Skeleton className="min-h-64" />
        </div>
      </div>
      <div className="mx-auto grid max-w-7xl gap-16 px-4 py-12 md:px-8 lg:grid-cols-2">
        <SkeletonText lines={6} />
        <SkeletonText lines={6} />
      </div>
    </div>
  )
}

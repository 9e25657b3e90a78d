// One cluster, one processor: kinds of faults take turns.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

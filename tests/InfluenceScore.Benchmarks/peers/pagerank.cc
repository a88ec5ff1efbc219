// PageRank by pulling along incoming edges, doubles, OpenMP: the peer of the verb `pagerank`, on the file that it writes.
// g++ -O3 -march=native -fopenmp -o pagerank pagerank.cc && OMP_NUM_THREADS=2 ./pagerank FILE
// The same algorithm as gapbs pr.cc before its Gauss-Seidel step (github.com/sbeamer/gapbs). On the same graph, as an edge list (its own generator, -g 18, makes an undirected one
// with twice as many edges to follow); a round is the best trial divided by 20:
// python3 -c "import numpy as n; a=n.fromfile('FILE',n.int32); n.savetxt('graph.el',a[2:].reshape(-1,2),fmt='%d')" && make pr && OMP_NUM_THREADS=2 ./pr -f graph.el -i 20 -t 0 -n 20
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdint>
#include <ctime>
#include <numeric>
#include <vector>

int main(int argc, char** argv) {
  std::FILE* file = argc == 2 ? std::fopen(argv[1], "rb") : nullptr;
  int32_t head[2];
  if (!file || std::fread(head, 4, 2, file) != 2) return std::fprintf(stderr, "usage: pagerank FILE\n"), 2;
  const int nodes = head[0], edges = head[1], rounds = 20, times = 20;
  std::vector<int32_t> pairs(2L * edges);
  if (std::fread(pairs.data(), 8, edges, file) != size_t(edges)) return 1;
  std::vector<int32_t> degree(nodes), start(nodes + 1), sources(edges);
  for (int e = 0; e < edges; e++) degree[pairs[2L * e]]++, start[pairs[2L * e + 1] + 1]++;
  std::partial_sum(start.begin(), start.end(), start.begin());
  std::vector<int32_t> fill(start.begin(), start.end() - 1);
  for (int e = 0; e < edges; e++) sources[fill[pairs[2L * e + 1]]++] = pairs[2L * e];

  double best = 1e300, busy = 1e300, largest = 0;
  for (int time = 0; time < times; time++) {
    std::vector<double> rank(nodes, 1.0 / nodes), next(nodes), share(nodes);
    const auto begin = std::chrono::steady_clock::now();
    const auto processor = std::clock();
    for (int round = 0; round < rounds; round++) {
      double dangling = 0, moved = 0;
#pragma omp parallel for reduction(+ : dangling)
      for (int i = 0; i < nodes; i++) {
        share[i] = degree[i] ? rank[i] / degree[i] : 0;
        if (!degree[i]) dangling += rank[i];
      }
      const double everybody = (.15 + .85 * dangling) / nodes;
#pragma omp parallel for reduction(+ : moved) schedule(dynamic, 4096)
      for (int i = 0; i < nodes; i++) {
        double sum = 0;
        for (int e = start[i]; e < start[i + 1]; e++) sum += share[sources[e]];
        next[i] = everybody + .85 * sum;
        moved += std::fabs(next[i] - rank[i]);
      }
      rank.swap(next);
      if (moved < 0) break;
    }
    const double ms = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count() / rounds;
    const double cpu = 1e3 * (std::clock() - processor) / CLOCKS_PER_SEC / rounds;
    if (ms < best) best = ms;
    if (cpu < busy) busy = cpu;
    largest = 0;
    for (double r : rank) largest = r > largest ? r : largest;
  }
  std::printf("%d nodes, %d edges: %.3f ms a round, %.3f ms of processors (best of %d), largest rank %e\n", nodes, edges, best, busy, times, largest);
}

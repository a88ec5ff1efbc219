"""The same three measures with pandas and igraph, from the CSV files of a bundle: the peer of the verb `score`.

Debian packages python3-pandas and python3-igraph; run with /usr/bin/python3. Usage: pandas_igraph.py BUNDLE AS_OF OUT.csv
Plain versions without authenticity, proof, independence, ledger or interval: what a data scientist would write in an afternoon.
"""
import sys

import igraph
import numpy as np
import pandas as pd

HALF_LIFE_DAYS, WINDOW_DAYS, SATURATION, PRIOR_POSTS, DAMPING = 30.0, 90.0, 1.0, 10.0, 0.85
WEIGHTS = {"repost": 1.0, "quote": 1.0, "reply": 0.8, "mention": 0.6, "like": 0.4}


def read(bundle, as_of):
    acts = pd.read_csv(f"{bundle}/interactions.csv", dtype={"network": "category", "kind": "category"})
    posts = pd.read_csv(f"{bundle}/posts.csv", usecols=["network", "id", "author", "created_at"])
    profiles = pd.read_csv(f"{bundle}/profiles.csv", usecols=["network", "handle", "followers", "observed_at"])
    for frame, column in ((acts, "at"), (posts, "created_at")):
        frame["age"] = (as_of - pd.to_datetime(frame[column], utc=True)).dt.total_seconds() / 86_400
    acts = acts[(acts.age > 0) & (acts.age < WINDOW_DAYS) & (acts.actor != acts.target)].drop_duplicates(["actor", "target", "kind", "post", "at"])
    posts = posts[(posts.age > 0) & (posts.age < WINDOW_DAYS)]
    return acts, posts, profiles.sort_values("observed_at").drop_duplicates("handle", keep="last")


def main(bundle, as_of, out):
    acts, posts, profiles = read(bundle, pd.Timestamp(as_of, tz="UTC"))
    acts["evidence"] = acts.kind.map(WEIGHTS).astype(float) * np.exp2(-acts.age / HALF_LIFE_DAYS)
    pairs = acts.groupby(["target", "actor"], sort=False)["evidence"].sum().reset_index()
    pairs["shown"] = 1 - np.exp(-pairs.evidence / SATURATION)
    reach = pairs.groupby("target")["shown"].sum()

    on_posts = acts[acts.post.notna()].drop_duplicates(["actor", "target", "post"])
    weight = np.exp2(-posts.age / HALF_LIFE_DAYS).groupby(posts.author).sum()
    per_post = on_posts.assign(w=np.exp2(-on_posts.age / HALF_LIFE_DAYS)).groupby("target")["w"].sum()
    amplification = per_post / (weight.reindex(per_post.index).fillna(0) + PRIOR_POSTS)

    codes, names = pd.factorize(pd.concat([pairs.actor, pairs.target], ignore_index=True))
    graph = igraph.Graph(n=len(names), edges=np.column_stack([codes[: len(pairs)], codes[len(pairs):]]), directed=True)
    rank = pd.Series(graph.pagerank(damping=DAMPING, weights=pairs.shown.to_list()), index=names)

    table = pd.DataFrame({"true_reach": reach, "amplification": amplification, "pagerank": rank.reindex(reach.index)})
    table.join(profiles.set_index("handle")[["followers"]]).to_csv(out)
    print(f"{len(acts)} acts, {len(pairs)} pairs, {len(table)} accounts")


if __name__ == "__main__":
    main(*sys.argv[1:4])

window.YTD.tweets.part0 = [
{ "tweet" : { "id_str" : "1000000000000000001", "created_at" : "Sat Dec 06 18:20:30 +0000 2025", "full_text" : "fresh bread &amp; butter", "favorite_count" : "12", "retweet_count" : "3", "lang" : "en", "entities" : { "user_mentions" : [ ], "urls" : [ ] } } },
{ "tweet" : { "id_str" : "1000000000000000002", "created_at" : "Sat Dec 06 18:21:30 +0000 2025", "full_text" : "@tilda_k yes @odo", "in_reply_to_status_id_str" : "999", "in_reply_to_user_id_str" : "2", "in_reply_to_screen_name" : "Tilda_K", "entities" : { "user_mentions" : [ { "screen_name" : "Tilda_K", "id_str" : "2" }, { "screen_name" : "odo", "id_str" : "3" } ] } } },
{ "tweet" : { "id_str" : "1000000000000000003", "created_at" : "Sat Dec 06 18:22:30 +0000 2025", "full_text" : "RT @marlow: a long story", "retweet_count" : "77" } },
{ "tweet" : { "id_str" : "1000000000000000004", "created_at" : "2025-12-06T18:23:30.000Z", "full_text" : "look", "entities" : { "urls" : [ { "expanded_url" : "https://twitter.com/kit/status/555" } ] } } },
{ "id_str" : "5", "favorite_count" : "many" }
];
"""The shared teams' work: rosters of posts, rounds of crews, response times, street patrols."""

"""Areas classified year by year by the scorecards of `law/classification`: proposed, justified by figures, approved."""

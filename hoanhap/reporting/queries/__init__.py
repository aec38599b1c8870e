"""The only readers of the campaign. Each query takes the actor and returns what that actor may see."""
